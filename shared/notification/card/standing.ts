import type { CasePlan } from '../../case/case-plan.ts';
import {
	CONTAINMENT_STATES,
	type ContainmentState,
	stateOf,
} from '../../containment/ledger/containment-state.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';
import { isAsking, isOnlyShown, type NotContained } from '../../containment/not-contained.ts';

/** What a card shows of a case in addition to its sign-ins. */
export interface Standing {
	/** Who would be contained because of the case, or why nobody is. */
	readonly plan: CasePlan;
	/**
	 * The containments in the table, in the order of the requests; null in replay, which has no
	 * table.
	 */
	readonly containments: readonly Containment[] | null;
	/** True while IAM has not answered how old the access key is. */
	readonly isKeyAsked: boolean;
}

/** The standing of a case in replay, where nothing is contained. */
export function onlyPlanned(plan: CasePlan): Standing {
	return { plan, containments: null, isKeyAsked: false };
}

/**
 * The worst state of the containments of a case; null if nothing was requested: then the plan says
 * why.
 */
export function caseStateOf({ containments }: Standing): ContainmentState | null {
	const states = (containments ?? []).map(stateOf);
	return CONTAINMENT_STATES.find((state) => states.includes(state)) ?? null;
}

/** The state that a card shows. `partly`: what was asked for is denied, but sessions are left. */
export type ShownState = ContainmentState | 'partly';

/** True while somebody is denied, or will be in a moment. */
export function holds(state: ShownState): boolean {
	return state === 'under-way' || state === 'effective' || state === 'partly';
}

/** True if somebody who should be denied is not. */
export function isNotDenied(state: ShownState): boolean {
	return state === 'failed' || state === 'refused';
}

/** True if nobody is denied any more. */
export function isOver(state: ShownState): boolean {
	return state === 'released' || state === 'expired';
}

/** A state of which replay can say that it would have come. */
export type RehearsedState = Extract<ShownState, 'effective' | 'partly' | 'asked' | 'held'>;

/** The state of a case, which claims no complete block if it leaves somebody or sessions open. */
export function shownStateOf(standing: Standing): ShownState | null {
	const state = caseStateOf(standing);
	const isOutside = (standing.containments ?? []).some((one) => stateOf(one) === 'outside');
	const isPartly =
		isOutside || leavesSessions(standing.plan.notContained) || leavesSomebody(standing);
	return state === 'effective' && isPartly ? 'partly' : state;
}

/**
 * True if the plan names somebody who was never denied, as in an account that is only observed, or
 * whom a human released.
 */
export function leavesSomebody({ plan, containments }: Standing): boolean {
	const denied = (containments ?? [])
		.filter(({ ending }) => ending?.by.kind !== 'person')
		.map(({ selector }) => selector.value);
	return plan.requests.some(({ selector }) => !denied.includes(selector.value));
}

/**
 * The state that the case would have in the mode of a replay; null if nothing would be denied, and
 * where there is a table.
 */
export function rehearsedStateOf(standing: Standing): RehearsedState | null {
	const { containments, plan } = standing;
	const isObserved = plan.notContained.some(isOnlyShown);
	if (containments !== null || isObserved || plan.requests.length === 0) return null;
	if (plan.notContained.includes('breaker-open')) return 'held';
	if (plan.notContained.some(isAsking)) return 'asked';
	return leavesSessions(plan.notContained) ? 'partly' : 'effective';
}

/** The state that decides how a card looks and what its reader should do. */
export function stateOnCard(standing: Standing): ContainmentState | null {
	const rehearsed = rehearsedStateOf(standing);
	return rehearsed === 'partly' ? 'effective' : (rehearsed ?? caseStateOf(standing));
}

const LEAVES_SESSIONS: readonly NotContained[] = [
	'too-many-sessions',
	'session-not-denied',
	'protected',
];

/** True if the caller has sessions that rules could not deny: then a block is only a part of one. */
export function leavesSessions(notContained: readonly NotContained[]): boolean {
	return notContained.some((why) => LEAVES_SESSIONS.includes(why));
}

/** True if every session that the caller made is denied too, as far as is known. */
export function deniesMadeSessions(standing: Standing): boolean {
	const made = (standing.containments ?? []).filter(
		({ reason }) => reason === 'obtained-by-untrusted-caller',
	);
	return (
		!leavesSessions(standing.plan.notContained) &&
		made.length > 0 &&
		made.every((one) => stateOf(one) === 'effective')
	);
}
