import type { Case } from '../../case/case.ts';
import type { Workload } from '../../configuration/configuration.ts';
import { matchesPattern } from '../../configuration/pattern.ts';
import type { ContainmentState } from '../../containment/ledger/containment-state.ts';
import { isHandedBack } from '../../network/handed-back.ts';
import { withoutPath } from '../../sign-in/arn.ts';
import { callingRole, sessionForm } from '../../sign-in/machine.ts';
import { isIdentityCenterSession } from '../../sign-in/person-key.ts';
import type { PrincipalKind } from '../../sign-in/sign-in.ts';
import { type AlarmHeadline, isAlarmHeadline } from './alarm-headline.ts';
import { type AlarmStep, alarmSteps, isAboutReportedKey } from './alarm-steps.ts';
import { enteredRole } from './details.ts';
import { type Headline, headlineOf } from './headline.ts';
import type { Phrase } from './phrase.ts';
import { costOfUse, isOfUse } from './use-facts.ts';
import { doneActions, networkLine } from './use-lines.ts';

/** What the reader is asked to do. */
export type Step =
	| 'ask-person'
	| 'ask-key-owner'
	| 'decide-release'
	| 'release-intended'
	| 'keep-contained'
	| 'keep-unintended'
	| 'decide-contain'
	| 'contain-unintended'
	| 'check-office'
	| 'fix-containment'
	| 'ask-attempt'
	| 'ask-device-code'
	| 'ask-service'
	| 'ask-exempt-reason'
	| 'ask-root-owner'
	| 'ask-root-mail'
	| 'ask-root-task'
	| 'ask-trust'
	| 'ask-workload'
	| 'add-workload'
	| 'add-endpoint'
	| 'add-network'
	| 'except-key'
	| 'ask-vendor'
	| 'isolate-workload'
	| 'look-for-success'
	| 'stop-key'
	| 'undo-actions'
	| 'stop-entered-role'
	| 'stop-vended'
	| 'stop-user'
	| 'stop-portal'
	| 'stop-role'
	| 'stop-certificate'
	| 'stop-other'
	| 'secure-root'
	| 'cut-trust'
	| 'cut-roles'
	| 'use-vpn'
	| 'renew-credential'
	| 'enrol-mfa'
	| 'nothing'
	| AlarmStep;

/**
 * What a step may name. `workloadLine`: the line for `eyes.config.ts`; null if the role is not
 * certain.
 */
interface StepFacts {
	readonly maskedKey: string | null;
	readonly workloadLine: string | null;
	/** The same for the VPC endpoint. */
	readonly endpointLine: string | null;
	/** The same for the network of a job, and for a key whose use is expected. */
	readonly networkLine: string | null;
	readonly exceptionLine: string | null;
	/** Actions that must be looked at and undone, the most telling first. */
	readonly done: readonly string[];
}

export interface StepWords {
	readonly steps: Readonly<Record<Step, (facts: StepFacts) => Phrase>>;
	/** Those that can be the first, in a few words for phones. */
	readonly firstSteps: Partial<Readonly<Record<Step, string>>>;
}

const STEPS: Readonly<
	Record<Exclude<Headline, AlarmHeadline>, (theCase: Case) => readonly Step[]>
> = {
	'device-code-phishing': () => ['ask-device-code', 'stop-portal'],
	'root-password': () => ['ask-root-mail', 'secure-root'],
	exempt: (theCase) => ['ask-exempt-reason', ...stopOf(theCase)],
	'assume-root': (theCase) => ['ask-root-task', ...stopOf(theCase)],
	'assume-root-denied': (theCase) => ['ask-root-task', ...stopOf(theCase)],
	'root-failed': () => ['ask-root-owner'],
	root: () => ['ask-root-owner', 'secure-root'],
	'root-key': () => ['ask-root-owner', 'secure-root'],
	'instance-credential': () => ['isolate-workload', 'stop-role'],
	'machine-elsewhere': () => ['ask-workload', 'isolate-workload', 'stop-role'],
	'success-after-others': (theCase) => ['ask-person', ...stopOf(theCase)],
	'success-after-failures': (theCase) => ['ask-person', ...stopOf(theCase)],
	guessing: (theCase) =>
		theCase.successes > 0 ? ['ask-person', ...stopOf(theCase)] : ['look-for-success'],
	'guessing-from-many': ({ subject }) => [
		subject === 'address' ? 'look-for-success' : 'ask-attempt',
	],
	failed: ({ subject }) => [subject === 'address' ? 'look-for-success' : 'ask-attempt'],
	'own-endpoint': (theCase) => [isOfUse(theCase) ? 'ask-key-owner' : 'ask-person', 'add-endpoint'],
	'stolen-session': (theCase) => ['ask-person', ...stopOf(theCase)],
	'stolen-key': (theCase) => ['ask-key-owner', ...stopOf(theCase)],
	'key-of-job': (theCase) => [
		...(['ask-key-owner', 'add-network'] as const),
		...exceptOf(theCase),
		...stopOf(theCase),
	],
	'key-use': (theCase) => [
		'ask-key-owner',
		...stopOf(theCase),
		...trustOf(theCase),
		...exceptOf(theCase),
	],
	'session-use': (theCase) => ['ask-person', ...stopOf(theCase), ...undoOf(theCase), 'use-vpn'],
	'console-session': (theCase) => ['ask-person', ...stopOf(theCase)],
	vendor: () => ['ask-vendor'],
	'external-account': () => ['ask-trust', 'cut-trust'],
	workload: (theCase) => ['ask-workload', ...stopWorkload(theCase), 'add-workload'],
	'unknown-event': (theCase) => ['ask-person', ...stopOf(theCase)],
	untrusted: (theCase) => ['ask-person', ...stopOf(theCase), 'use-vpn'],
	'unknown-network': (theCase) => [
		isWorkOfService(theCase) ? 'ask-service' : 'ask-person',
		...stopOf(theCase),
	],
	'old-credential': () => ['renew-credential'],
	'no-mfa': () => ['enrol-mfa'],
	'trusted-network': () => ['nothing'],
	'sign-in': () => ['nothing'],
};

/** They ask whether a call was intended; nobody there could come back through our VPN. */
const ASK_INTENT: readonly Step[] = [
	'ask-trust',
	'ask-workload',
	'ask-vendor',
	'ask-service',
	'ask-key-owner',
];
const INTENDED = ['release-intended', 'keep-unintended', 'contain-unintended'] as const;
const OF_A_PERSON = ['decide-release', 'keep-contained', 'decide-contain'] as const;

/**
 * What the reader must do, in order. `state`: of the containments; null if nothing was contained.
 */
export function stepsOf(
	theCase: Case,
	workloads: readonly Workload[],
	state: ContainmentState | null = null,
): readonly Step[] {
	const steps = stepsAlone(theCase, workloads);
	const asking = steps.filter((step) => step.startsWith('ask-'));
	const ask: readonly Step[] = asking.length === 0 ? ['ask-person'] : asking;
	const rest = steps.filter((step) => !ask.includes(step) && step !== 'nothing');
	const [release, keep, contain] = decisionsAfter(ask);
	const isReported = isAboutReportedKey(ask);
	// What an attacker made, such as a user of their own, is not blocked.
	const first = rest.filter((step) => step === 'undo-actions');
	const others = rest.filter((step) => step !== 'undo-actions');
	switch (state) {
		case null:
		case 'ending':
		case 'outside':
		case 'expired':
			return steps;
		case 'released':
			return rest.includes('renew-credential') ? ['renew-credential'] : ['nothing'];
		case 'failed':
		case 'refused':
			return ['fix-containment', ...ask, ...rest];
		case 'held':
			return ['check-office', ...ask, isReported ? 'contain-reported' : contain, ...rest];
		case 'asked':
			return [...ask, isReported ? 'contain-reported' : contain, ...rest];
		case 'under-way':
		case 'effective':
			if (isReported) return [...ask, ...rest, 'release-replaced'];
			// The step about the release says that they should use the VPN.
			return [...ask, ...first, release, keep, ...others.filter((step) => step !== 'use-vpn')];
	}
}

function decisionsAfter(ask: readonly Step[]) {
	return ask.some((step) => ASK_INTENT.includes(step)) ? INTENDED : OF_A_PERSON;
}

/** The steps of a case that has no containment. */
function stepsAlone(theCase: Case, workloads: readonly Workload[]): readonly Step[] {
	const headline = headlineOf(theCase);
	if (headline === 'workload' && isListed(theCase, workloads))
		return ['ask-workload', ...stopWorkload(theCase)];
	const ofHeadline = isAlarmHeadline(headline)
		? alarmSteps(headline, { ask: askOf(theCase), stop: stopOf(theCase) })
		: STEPS[headline](theCase);
	const steps = [...new Set([...ofHeadline, ...undoOf(theCase)])];
	const isOld = theCase.reasons.some(({ code }) => code === 'credential-too-old');
	const isRenewed = steps.some((step) => RENEWING.includes(step));
	return isOld && !isRenewed ? [...steps, 'renew-credential'] : steps;
}

/** Nobody can be called about a machine. A finding names its session as AWS does. */
function askOf({ principal }: Case): readonly Step[] {
	if (principal.kind === 'root') return ['ask-root-owner'];
	const isMachine = principal.kind === 'role-session' && sessionForm(principal.name ?? '') !== null;
	return isMachine ? ['ask-workload', 'isolate-workload'] : ['ask-person'];
}

const RENEWING: readonly Step[] = ['stop-key', 'replace-key', 'renew-credential'];

/** Ending the sessions is of no use while the certificate obtains new ones. */
function stopWorkload({ principal }: Case): readonly Step[] {
	return principal.kind === 'certificate' ? ['stop-certificate', 'stop-role'] : ['stop-role'];
}

/** True if the configuration lists the workload already. */
function isListed({ lead }: Case, workloads: readonly Workload[]): boolean {
	const role = callingRole(lead.signIn);
	return (
		role !== null &&
		workloads.some((listed) => matchesPattern(withoutPath(listed.role), withoutPath(role)))
	);
}

const STOP_OF_KIND: Readonly<Record<PrincipalKind, Step>> = {
	root: 'secure-root',
	'iam-user': 'stop-user',
	'role-session': 'stop-role',
	'identity-center-user': 'stop-portal',
	'federated-user': 'stop-user',
	'saml-user': 'stop-role',
	'web-identity': 'stop-role',
	certificate: 'stop-certificate',
	'aws-account': 'cut-trust',
	'aws-service': 'stop-other',
	unknown: 'stop-other',
};

/** Only what was not denied must be undone. */
function undoOf(theCase: Case): readonly Step[] {
	return doneActions(theCase).length > 0 ? ['undo-actions'] : [];
}

/** A key of which nothing is known may be one of a job of ours in a network that is not listed. */
function trustOf(theCase: Case): readonly Step[] {
	const isNew = theCase.reasons.some(({ code }) => code === 'key-known-nowhere');
	return isNew && networkLine(theCase) !== null ? ['add-network'] : [];
}

/** A chatty key costs money as long as its uses are watched. */
function exceptOf({ uses }: Case): readonly Step[] {
	return costOfUse(uses) === null ? [] : ['except-key'];
}

/** Calls that turn a key into a session to which the user's policies still apply. */
const VENDING = ['GetSessionToken', 'GetFederationToken'];

/**
 * True if a state machine, an API or an automation made the call. The session is its role's then, and
 * its name is no person's.
 */
function isWorkOfService({ principal, lead: { signIn } }: Case): boolean {
	const isPersons = isIdentityCenterSession(principal, signIn.callerIssuer);
	return principal.kind === 'role-session' && !isPersons && isHandedBack(signIn);
}

/** How a human stops the session by hand. */
function stopOf(theCase: Case): readonly Step[] {
	const { principal, lead, events } = theCase;
	const isKey = lead.verdict.credential.kind === 'access-key';
	const isPortal = isIdentityCenterSession(principal, lead.signIn.callerIssuer);
	const stop = isKey ? 'stop-key' : isPortal ? 'stop-portal' : STOP_OF_KIND[principal.kind];
	// A session that a caller obtained outlives the credential that obtained it.
	const isCaller = principal.kind === 'iam-user' || principal.kind === 'role-session';
	const steps: readonly (Step | null)[] = [
		stop,
		isCaller && hasEntered(theCase) ? 'stop-entered-role' : null,
		isKey && VENDING.some((event) => Object.hasOwn(events, event)) ? 'stop-vended' : null,
	];
	return steps.filter((step) => step !== null);
}

/** True if somebody entered a role: in the sign-in of the card, or in one beside its uses. */
function hasEntered(theCase: Case): boolean {
	const { principal, sessions } = theCase;
	// A user has no session of a role but those that they entered.
	const isBeside = principal.kind === 'iam-user' && Object.keys(sessions).length > 0;
	return enteredRole(theCase) !== null || (isOfUse(theCase) && isBeside);
}

const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

const ENDPOINT = /^vpce-[0-9a-f]{8,32}$/;

/** The line to paste into a network of `eyes.config.ts`. */
export function endpointLine({ lead }: Case): string | null {
	const id = lead.verdict.origin.vpcEndpointId ?? '';
	return ENDPOINT.test(id) ? `vpcEndpoints: ['${id}']` : null;
}

/**
 * The line to paste into `eyes.config.ts`. Only a well-formed ARN goes into text that somebody will
 * run.
 */
export function workloadLine({ lead }: Case): string | null {
	const role = callingRole(lead.signIn) ?? lead.signIn.session?.roleArn ?? '';
	return ROLE_ARN.test(role) ? `workloads: [{ role: '${role}', reason: '…' }]` : null;
}
