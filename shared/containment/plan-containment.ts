import type { Configuration, ContainmentSettings, Mode } from '../configuration/configuration.ts';
import { isUncovered } from '../configuration/management-account.ts';
import { isThroughMcp } from '../network/acting-for.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { isLongTerm } from '../sign-in/used-credential.ts';
import { useIn } from '../verdict/credential-use.ts';
import { idsOf } from '../verdict/exemption.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import type { ReasonCode } from '../verdict/reasons.ts';
import { isProof } from './alarm-proof.ts';
import type { ContainmentRequest } from './containment.ts';
import type { NotContained } from './not-contained.ts';
import { policiesFor } from './policies-for.ts';
import { type Deniable, deniableCaller, deniableSession, isMaking } from './principals.ts';
import { protectedBy } from './protected-principal.ts';

/**
 * The containments that a rule requests for one alert. With a reason in `notContained`, the
 * requests only show what would be done, or wait for a human. `advice` is what a human must do in
 * addition to the requests.
 */
export interface Plan {
	readonly requests: readonly ContainmentRequest[];
	readonly notContained: NotContained | null;
	readonly advice: NotContained | null;
}

export interface PlanSettings {
	readonly configuration: Configuration;
	readonly ownAccounts: ReadonlySet<string>;
}

/** Reasons of a verdict that keep rules from containing. */
const EXCUSES: readonly (readonly [ReasonCode, NotContained])[] = [
	['exempt', 'exempt'],
	['vendor', 'vendor'],
	['own-vpc-endpoint', 'own-endpoint'],
	['console-session-from-inside', 'console-session'],
	['usual-network', 'usual-network'],
];

const END_GRAIN = 5 * 60_000;
const DIRECTORY_KEY = 'identitystore:UserId';
const ACCOUNT = /^\d{12}$/;

/**
 * Plans which containments a judged sign-in requests, or says why there are none (design, sections
 * 4.2 to 4.5). It is pure. Missing or odd data is never a reason to contain.
 */
export function planContainment(followed: Judged, settings: PlanSettings): Plan {
	const { signIn, verdict } = followed;
	if (verdict.disposition !== 'alert') return nothing(null);
	const obstacle = whyNotContained(followed, settings.configuration);
	if (obstacle !== null) return nothing(obstacle);
	const caller = deniableCaller(signIn, followed.known);
	const made = deniableSession(signIn);
	const isProtected = made !== null && isProtectedSession(made, signIn, settings.configuration);
	const session = isProtected ? null : made;
	const found = [caller, session].filter((deniable) => deniable !== null);
	const requests = found.flatMap((deniable) => requestFor(deniable, followed, settings));
	if (requests.length === 0)
		return nothing(isProtected ? 'protected' : whyNoRequests(found, followed, settings));
	const advice = isProtected
		? 'protected'
		: (managementAdvice(found, settings) ?? adviceFor(signIn, requests, settings));
	return {
		requests: [...requests, ...throughMcp(requests, signIn)],
		notContained: whyWaiting(followed, settings.configuration),
		advice,
	};
}

function nothing(notContained: NotContained | null): Plan {
	return { requests: [], notContained, advice: null };
}

/** Answers why nothing may be contained at all, the most important reason first; null if it may. */
function whyNotContained(
	{ signIn, verdict }: Judged,
	configuration: Configuration,
): NotContained | null {
	const { containment } = configuration;
	const { principal, callerIssuer, alarm } = signIn;
	if (protectedBy(idsOf(signIn), containment.protectedPrincipals) !== undefined) return 'protected';
	for (const [code, why] of EXCUSES)
		if (verdict.reasons.some((reason) => reason.code === code)) return why;
	if (callerIssuer?.includes(':role/aws-service-role/')) return 'service-linked-role';
	const isManagement = (principal.account ?? signIn.account) === containment.managementAccount;
	if (principal.kind === 'root' && isManagement) return 'management-root';
	// AWS reports the credential, not a call from somewhere.
	if (alarm === undefined && verdict.network.classification !== 'untrusted')
		return 'unknown-origin';
	return verdict.workload && !containment.containWorkloads ? 'workload' : null;
}

/**
 * True for a session of a protected role, which is not denied: somebody may need that role right
 * now. The caller who assumed it from an untrusted network is denied all the same.
 */
function isProtectedSession(
	{ selector }: Deniable,
	{ session }: SignIn,
	{ containment }: Configuration,
): boolean {
	const ids = [selector.value, session?.roleArn].filter((id) => id != null);
	return protectedBy(ids, containment.protectedPrincipals) !== undefined;
}

function requestFor(
	deniable: Deniable,
	followed: Judged,
	settings: PlanSettings,
): ContainmentRequest[] {
	const { signIn, known } = followed;
	const found = whereDenied(deniable, signIn, settings);
	const policies = found === null ? [] : policiesFor(found, settings.configuration);
	if (policies.length === 0) return [];
	// All sessions that one caller made count as that caller, so one attacker is one person.
	const person = known.actor?.key ?? deniable.selector.value;
	const { selector, reason, durationMs } = deniable;
	return [
		{
			person,
			selector,
			denyScope: 'untrusted-networks',
			policies,
			until: roundUp(signIn.time + durationMs),
			reason,
		},
	];
}

/**
 * Whether a deny from untrusted networks applies to a call through an MCP server of AWS is not
 * documented, so somebody who acts through one is denied that way too.
 */
function throughMcp(
	requests: readonly ContainmentRequest[],
	signIn: SignIn,
): readonly ContainmentRequest[] {
	if (!isThroughMcp(signIn)) return [];
	return requests.map((request) => ({ ...request, denyScope: 'aws-mcp' }));
}

/**
 * Gives the principal with an account in which a policy of ours may apply to it, or null. No list
 * of accounts is needed for the SCP: before it is published, Organizations tells above which
 * accounts it stands. A directory user names the account that they enter; if it is not known to be
 * ours, the directory's own account is.
 */
function whereDenied(
	deniable: Deniable,
	{ principal }: SignIn,
	{ ownAccounts, configuration }: PlanSettings,
): Deniable | null {
	if (ownAccounts.has(deniable.account)) return deniable;
	if (deniable.selector.key !== DIRECTORY_KEY) {
		const isAccount = ACCOUNT.test(deniable.account);
		return isAccount && configuration.containment.policyType === 'scp' ? deniable : null;
	}
	const { account } = principal;
	return account !== null && ownAccounts.has(account)
		? { ...deniable, account, attachment: null }
		: null;
}

/**
 * Answers what a human must do in addition, because no policy of ours applies to the caller, or
 * because the record lacks the id of the session.
 */
function adviceFor(
	signIn: SignIn,
	requests: readonly ContainmentRequest[],
	{ ownAccounts }: PlanSettings,
): NotContained | null {
	const reasons = requests.map(({ reason }) => reason);
	if (reasons.every((reason) => reason === 'obtained-by-untrusted-caller'))
		return callerAdvice(signIn, ownAccounts);
	return isMaking(signIn) && !reasons.includes('obtained-by-untrusted-caller')
		? 'session-not-denied'
		: null;
}

/** Answers why only the session that the caller made is denied. */
function callerAdvice(
	{ principal: { kind, account } }: SignIn,
	ownAccounts: PlanSettings['ownAccounts'],
): NotContained {
	switch (kind) {
		case 'aws-account':
			return ownAccounts.has(account ?? '') ? 'caller-not-named' : 'external-caller-only';
		case 'saml-user':
		case 'web-identity':
		case 'certificate':
			return 'outside-caller-only';
		default:
			return 'caller-without-id';
	}
}

/**
 * Rounds an end up. Each new end is a step in the ledger, so a loop of attempts must not move the
 * end every second.
 */
function roundUp(time: number): number {
	return Math.ceil(time / END_GRAIN) * END_GRAIN;
}

function whyNoRequests(
	found: readonly Deniable[],
	{ signIn: { alarm } }: Judged,
	settings: PlanSettings,
): NotContained {
	if (found.length === 0) return alarm === undefined ? 'no-selector' : 'alarm-names-nobody';
	if (found.some(({ selector }) => selector.key === 'aws:PrincipalArn'))
		return 'root-needs-organization';
	return managementAdvice(found, settings) ?? 'no-policy';
}

/**
 * Answers that nothing is denied in the management account, where these principals act or, as a
 * user of the directory, may act.
 */
function managementAdvice(
	found: readonly Deniable[],
	{ configuration: { containment } }: PlanSettings,
): NotContained | null {
	const { managementAccount, policyType } = containment;
	if (!isUncovered(managementAccount, containment)) return null;
	const isOpen = ({ account, selector }: Deniable) =>
		account === managementAccount || (selector.key === DIRECTORY_KEY && policyType === 'scp');
	return found.some(isOpen) ? 'management-not-covered' : null;
}

/** Gives the mode in which rules contain in an account. */
export function modeFor(account: string | null, { modes, mode }: ContainmentSettings): Mode {
	return modes[account ?? ''] ?? mode;
}

/**
 * What proves too little waits for a human, in mode `contain` too: an alarm of AWS, and a caller of
 * ours whom only a record names that cannot come. CI of ours calls from such accounts too.
 */
function doubtOf({ signIn: { alarm }, verdict }: Judged): NotContained | null {
	if (verdict.reasons.some(({ code }) => code === 'caller-not-watched'))
		return 'caller-not-watched';
	return alarm === undefined || isProof(alarm) ? null : 'alarm-is-no-proof';
}

/**
 * Answers why the requests only show what would be done, or wait for a human; null if they need
 * neither.
 */
function whyWaiting(judged: Judged, { containment, use }: Configuration): NotContained | null {
	const { signIn, verdict } = judged;
	const obstacle = modeObstacle(modeFor(signIn.account, containment));
	if (obstacle === 'mode-observe' || useIn(verdict) !== 'told') return obstacle ?? doubtOf(judged);
	if (use.mode === 'observe') return 'use-observe';
	return obstacle ?? whyUseIsAsked(judged);
}

/**
 * Answers why a human must decide about a use; null where the credential is known from trusted networks
 * only, so that a job of ours cannot be meant.
 */
function whyUseIsAsked({ signIn, verdict, known }: Judged): NotContained | null {
	if (!isLongTerm(signIn)) return known.sessionOrigin === null ? 'session-origin-unknown' : null;
	const has = (reason: ReasonCode) => verdict.reasons.some(({ code }) => code === reason);
	if (has('key-known-elsewhere')) return null;
	if (has('key-usual-elsewhere')) return 'key-usual-elsewhere';
	return has('key-known-nowhere') ? 'key-known-nowhere' : 'key-past-not-answered';
}

function modeObstacle(mode: Mode): NotContained | null {
	switch (mode) {
		case 'observe':
			return 'mode-observe';
		case 'ask':
			return 'mode-ask';
		case 'contain':
			return null;
	}
}
