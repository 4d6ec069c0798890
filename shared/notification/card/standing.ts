import type { CasePlan } from '../../case/case-plan.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';
import { needsApproval } from '../../containment/ledger/ledger-states.ts';

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
 * The state of all containments of a case together, the worst first, because a card must never
 * claim more than the table says.
 * - `under-way`: requested, and not yet known to be in the policy and to apply to the principal
 * - `ending`: its end has come, and the policy may still contain it
 * - `expired`, `released`: no longer in the policy, by the clock or by a human
 */
const CASE_STATES = [
	'failed',
	'refused',
	'held',
	'asked',
	'under-way',
	'effective',
	'ending',
	'expired',
	'released',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Null if nothing was ever requested: then the plan says why. */
export function caseStateOf({ containments }: Standing): CaseState | null {
	const states = (containments ?? []).map(stateOf);
	return CASE_STATES.find((state) => states.includes(state)) ?? null;
}

/** The state of one containment. */
export function stateOf({ state, ending }: Pick<Containment, 'state' | 'ending'>): CaseState {
	if (state === 'ended') return ending?.by.kind === 'person' ? 'released' : 'expired';
	if (ending !== null) return 'ending';
	return state === 'requested' || state === 'publishing' ? 'under-way' : state;
}

/** True if every session that the caller made is denied too, as far as is known. */
export function deniesMadeSessions({ plan, containments }: Standing): boolean {
	const isLeft = plan.notContained.some(
		(why) => why === 'too-many-sessions' || why === 'session-not-denied',
	);
	const made = (containments ?? []).filter(
		({ reason }) => reason === 'obtained-by-untrusted-caller',
	);
	return !isLeft && made.length > 0 && made.every((one) => stateOf(one) === 'effective');
}

/** True while a human can still release it. */
export function isReleasable({ state, ending }: Containment): boolean {
	return state !== 'ended' && ending === null;
}

/** True if a human can approve it on at least one of its policies. */
export function isApprovable(containment: Containment): boolean {
	return (
		isReleasable(containment) && containment.policies.some(({ state }) => needsApproval(state))
	);
}
