import { withMaskedKeys } from '../mask-key.ts';
import type { Principal, SignIn } from '../sign-in.ts';
import type { Alarm } from './alarm.ts';

/** The principal of whom an alarm tells nothing. */
export const NOBODY: Principal = {
	kind: 'unknown',
	name: null,
	id: null,
	arn: null,
	account: null,
};

/** What an alarm shows. The rest of a sign-in is empty, because nobody has made a call. */
export interface AlarmFacts extends Pick<SignIn, 'eventId' | 'time' | 'event' | 'eventSource'> {
	readonly alarm: Alarm;
	/** The account of the envelope: it delivers. */
	readonly recipient: string;
	/** The account of the credential. */
	readonly account: string;
	readonly region: string | null;
	readonly principal: Principal;
	readonly keyId: string | null;
	readonly callerIssuer?: string | null;
	readonly address?: string | null;
}

/** Makes the sign-in that stands for an alarm, so that it is judged and told like all others. */
export function alarmSignIn({ keyId, callerIssuer, address, alarm, ...facts }: AlarmFacts) {
	const text = alarm.text === null ? null : withMaskedKeys(alarm.text);
	return {
		kind: 'sign-in',
		...facts,
		alarm: { ...alarm, text },
		part: 'alarm',
		outcome: 'unknown',
		error: null,
		callerIssuer: callerIssuer ?? null,
		session: null,
		attemptedRole: null,
		address: address ?? null,
		vpcEndpointId: null,
		vpcEndpointAccount: null,
		invokedBy: null,
		delegateAccount: null,
		fromConsole: false,
		userAgent: null,
		clues: {
			...{ accessKeyId: keyId, issuedAt: null, mfaUsed: null, mfaAuthenticated: null },
			...{ mfaSerial: null, credentialType: null, grantType: null },
		},
		links: {
			...{ sharedEventId: null, workflowId: null, switchedFrom: null, switchedTo: null },
			...{ sourceIdentity: null, identityStoreUserId: null, identityStoreUserName: null },
			...{ samlProvider: null, permissionSet: null, signInSession: null, sessionCreatedAt: null },
		},
		workload: null,
	} as const satisfies SignIn;
}
