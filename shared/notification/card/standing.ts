import type { CasePlan } from '../../case/case-plan.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';
import { needsApproval } from '../../containment/ledger/ledger-states.ts';

/** How it stands with a case beyond its sign-ins. */
export interface Standing {
	/** What would be contained because of the case, or why nobody. */
	readonly plan: CasePlan;
	/** What the table holds, in the order of the requests; null where there is no table, as in replay. */
	readonly containments: readonly Containment[] | null;
	/** True while IAM is asked how old the access key is. */
	readonly isKeyAsked: boolean;
}

/** Where nothing is ever done: what would be. */
export function onlyPlanned(plan: CasePlan): Standing {
	return { plan, containments: null, isKeyAsked: false };
}

/**
 * What can be said of all containments of a case, worst news first: a card must never claim more than the table says.
 * - `under-way`: requested, and not yet known to be in the text and to reach the principal
 * - `lifting`: its end has come, and the text may still hold it
 * - `expired`, `released`: out of the text, by the clock or by a human
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

/** Null where nothing was ever requested: then the plan says why. */
export function caseStateOf({ containments }: Standing): CaseState | null {
	const states = (containments ?? []).map(stateOf);
	return CASE_STATES.find((state) => states.includes(state)) ?? null;
}

/** Of one containment. */
export function stateOf({ state, ending }: Pick<Containment, 'state' | 'ending'>): CaseState {
	if (state === 'ended') return ending?.by.kind === 'person' ? 'released' : 'expired';
	if (ending !== null) return 'ending';
	return state === 'requested' || state === 'publishing' ? 'under-way' : state;
}

/** True where what the caller made is denied as well as he is, and nothing that he made is known to be left. */
export function deniesMadeSessions({ plan, containments }: Standing): boolean {
	const isLeft = plan.notContained.some(
		(why) => why === 'too-many-sessions' || why === 'session-not-denied',
	);
	const made = (containments ?? []).filter(
		({ reason }) => reason === 'obtained-by-untrusted-caller',
	);
	return !isLeft && made.length > 0 && made.every((one) => stateOf(one) === 'effective');
}

/** True while a human can still end it. */
export function isReleasable({ state, ending }: Containment): boolean {
	return state !== 'ended' && ending === null;
}

/** True where a human can let it happen, on one of its policies at least. */
export function isApprovable(containment: Containment): boolean {
	return (
		isReleasable(containment) && containment.policies.some(({ state }) => needsApproval(state))
	);
}
