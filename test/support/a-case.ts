import type { Case } from '../../shared/case/case.ts';
import { openCase } from '../../shared/case/grow-case.ts';
import type { MessageSettings } from '../../shared/notification/card/card-source.ts';
import type { Principal, SignIn } from '../../shared/sign-in/sign-in.ts';
import type { JudgedSignIn } from '../../shared/verdict/judged-sign-in.ts';
import type { Verdict } from '../../shared/verdict/verdict.ts';
import { aConfiguration } from './some-settings.ts';

/** 3 March 2026, 13:35:21 in Seoul. */
const TIME = Date.UTC(2026, 2, 3, 4, 35, 21);

const MINJI: Principal = {
	kind: 'iam-user',
	name: 'minji.kim',
	id: 'AIDAEXAMPLEMINJIKIM01',
	arn: 'arn:aws:iam::111122223333:user/minji.kim',
	account: '111122223333',
};

const SIGN_IN: SignIn = {
	kind: 'sign-in',
	eventId: '5f1c2b3a-0d4e-4f60-8a71-92b3c4d5e6f7',
	time: TIME,
	event: 'ConsoleLogin',
	eventSource: 'signin.amazonaws.com',
	part: 'sign-in',
	recipient: '111122223333',
	account: '111122223333',
	region: 'ap-northeast-2',
	outcome: 'success',
	error: null,
	principal: MINJI,
	session: null,
	attemptedRole: null,
	address: '192.0.2.77',
	vpcEndpointId: null,
	vpcEndpointAccount: null,
	invokedBy: null,
	delegateAccount: null,
	fromConsole: false,
	userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/145.0.0.0',
	clues: {
		accessKeyId: null,
		issuedAt: null,
		mfaUsed: 'Yes',
		mfaAuthenticated: null,
		mfaSerial: null,
		credentialType: null,
		grantType: null,
	},
	links: {
		sharedEventId: null,
		workflowId: null,
		switchedFrom: null,
		switchedTo: null,
		sourceIdentity: null,
		identityStoreUserId: null,
		identityStoreUserName: null,
		samlProvider: null,
		permissionSet: null,
		signInSession: null,
		sessionCreatedAt: null,
	},
	workload: null,
	callerIssuer: null,
};

const VERDICT: Verdict = {
	disposition: 'alert',
	severity: 'medium',
	posted: true,
	inSummary: false,
	origin: { address: '192.0.2.77', kind: 'public', vpcEndpointId: null },
	network: { classification: 'untrusted', name: null, key: '192.0.2.77' },
	credential: { kind: 'password', ageDays: null, mfa: 'yes', keyId: null, password: true },
	workload: false,
	weights: [],
	reasons: [{ code: 'untrusted-network', detail: '192.0.2.77' }],
};

/** A console login of `minji.kim` in harbor-prod, with MFA, from an untrusted network. */
export function aJudgedSignIn({
	signIn = {},
	verdict = {},
}: {
	signIn?: Partial<SignIn>;
	verdict?: Partial<Verdict>;
} = {}): JudgedSignIn {
	return { signIn: { ...SIGN_IN, ...signIn }, verdict: { ...VERDICT, ...verdict } };
}

/** The case of one such sign-in. What is not given follows from its lead. */
export function aCase({ lead = aJudgedSignIn(), ...given }: Partial<Case> = {}): Case {
	const name = lead.signIn.principal.name ?? 'unknown';
	return { ...openCase({ key: name, subject: 'person' }, lead, name), id: '3fa9c1d07e', ...given };
}

/** The message settings of a configuration: Korean, Seoul, two accounts with names. */
export function messageSettings(given: Partial<MessageSettings> = {}): MessageSettings {
	return {
		accounts: { '111122223333': 'harbor-prod', '444455556666': 'harbor-dev' },
		workloads: [],
		locale: 'ko',
		timeZone: 'Asia/Seoul',
		poweredBy: 'devops팀',
		runbook: 'https://docs.example.com/runbooks/aws-login',
		deployment: aConfiguration().deployment,
		...given,
	};
}
