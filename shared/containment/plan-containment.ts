import type { Configuration, Mode } from '../configuration/configuration.ts';
import type { Known } from '../history/history.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { namesOf } from '../verdict/exemption.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import { isProvenWorkload } from '../verdict/workload.ts';
import type { ContainmentRequest } from './containment.ts';
import type { NotContained } from './not-contained.ts';
import { policiesFor } from './policies-for.ts';
import { type Deniable, deniableCaller, deniableSession, isMaking } from './principals.ts';
import { protectedBy } from './protected-principal.ts';
import { MOST_SESSIONS } from './session-limit.ts';

/**
 * What a rule requests for one alert. With `mode-observe` and `mode-ask` the requests say what would be done and nothing is
 * done. `advice` is what a human must do beside the requests.
 */
export interface Plan {
	readonly requests: readonly ContainmentRequest[];
	readonly notContained: NotContained | null;
	readonly advice: NotContained | null;
}

export interface PlanSettings {
	readonly configuration: Configuration;
	readonly ownAccounts: ReadonlySet<string>;
	/** Sessions of this caller that are contained already. */
	readonly sessionsMade: number;
}

const END_GRAIN = 5 * 60_000;

/**
 * From a judged sign-in to the containments requested, or why there are none (design, sections 4.2 to 4.5). Pure. Missing
 * or odd data is never a reason to contain.
 */
export function planContainment(followed: Judged, settings: PlanSettings): Plan {
	const { signIn, verdict } = followed;
	if (verdict.disposition !== 'alert') return nothing(null);
	const forbidden = forbid(followed, settings.configuration);
	if (forbidden !== null) return nothing(forbidden);
	const caller = deniableCaller(signIn, followed.known);
	const made = deniableSession(signIn);
	const isSpared = made !== null && isProtectedSession(made, signIn, settings.configuration);
	const session = isSpared ? null : made;
	const tooMany = session !== null && settings.sessionsMade >= MOST_SESSIONS;
	const found = [caller, tooMany ? null : session].filter((deniable) => deniable !== null);
	const requests = found.flatMap((deniable) => requestFor(deniable, followed, settings));
	if (requests.length === 0) return nothing(isSpared ? 'protected' : whyNone(found, tooMany));
	const advice = isSpared
		? 'protected'
		: tooMany
			? 'too-many-sessions'
			: adviceFor(signIn, requests);
	return { requests, notContained: heldBy(modeFor(signIn, settings.configuration)), advice };
}

function nothing(notContained: NotContained | null): Plan {
	return { requests: [], notContained, advice: null };
}

/** What stands against containing at all, the most important first. */
function forbid(
	{ signIn, verdict, known }: Judged,
	configuration: Configuration,
): NotContained | null {
	const { containment } = configuration;
	const { principal, callerIssuer } = signIn;
	const names = namesOf(signIn, known);
	if (protectedBy(names, containment.protectedPrincipals) !== undefined) return 'protected';
	if (verdict.reasons.some(({ code }) => code === 'exempt')) return 'exempt';
	if (callerIssuer?.includes(':role/aws-service-role/')) return 'service-linked-role';
	const isManagement = (principal.account ?? signIn.account) === containment.managementAccount;
	if (principal.kind === 'root' && isManagement) return 'management-root';
	if (verdict.network.classification !== 'untrusted') return 'unknown-origin';
	return isProvenWorkload(signIn, configuration) && !containment.containWorkloads
		? 'workload'
		: null;
}

/** Whoever takes a protected role from outside may need it now; what he called with is denied all the same. */
function isProtectedSession(
	{ selector }: Deniable,
	{ session }: SignIn,
	{ containment }: Configuration,
): boolean {
	const names = [selector.value, session?.roleArn].filter((name) => name != null);
	return protectedBy(names, containment.protectedPrincipals) !== undefined;
}

/** Sessions made by one caller are that caller: people are counted, and one thief is one person. */
export function personBehind({ initiator, person }: Known): string | null {
	return initiator?.person ?? person;
}

function requestFor(
	deniable: Deniable,
	followed: Judged,
	settings: PlanSettings,
): ContainmentRequest[] {
	const { signIn, known } = followed;
	const policies = settings.ownAccounts.has(deniable.account)
		? policiesFor(deniable, settings.configuration.containment)
		: [];
	if (policies.length === 0) return [];
	const person = personBehind(known) ?? deniable.selector.value;
	const { selector, reason, lasts } = deniable;
	return [
		{
			person,
			selector,
			denyScope: 'untrusted-networks',
			policies,
			until: roundUp(signIn.time + lasts),
			reason,
		},
	];
}

/** What the requests leave open: a caller whom no policy of ours binds, or a session that cannot be named. */
function adviceFor(signIn: SignIn, requests: readonly ContainmentRequest[]): NotContained | null {
	const reasons = requests.map(({ reason }) => reason);
	if (reasons.every((reason) => reason === 'obtained-by-untrusted-caller'))
		return 'external-caller-only';
	return isMaking(signIn) && !reasons.includes('obtained-by-untrusted-caller')
		? 'session-not-denied'
		: null;
}

/** A loop of attempts must not move the end every second: each distinct end is a step in the ledger. */
function roundUp(time: number): number {
	return Math.ceil(time / END_GRAIN) * END_GRAIN;
}

function whyNone(found: readonly Deniable[], tooMany: boolean): NotContained {
	if (found.length === 0) return tooMany ? 'too-many-sessions' : 'no-selector';
	return found.some(({ selector }) => selector.key === 'aws:PrincipalArn')
		? 'root-needs-organization'
		: 'no-policy';
}

function modeFor({ account }: SignIn, { containment }: Configuration): Mode {
	return containment.modes[account ?? ''] ?? containment.mode;
}

function heldBy(mode: Mode): NotContained | null {
	switch (mode) {
		case 'observe':
			return 'mode-observe';
		case 'ask':
			return 'mode-ask';
		case 'contain':
			return null;
	}
}
