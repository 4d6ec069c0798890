import type { CasePlan } from '../../case/case-plan.ts';
import {
	CONTAINMENT_STATES,
	type ContainmentState,
	stateOf,
} from '../../containment/ledger/containment-state.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';

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

/** The worst of a case's containments; null where nothing was requested, and the plan says why. */
export function caseStateOf({ containments }: Standing): ContainmentState | null {
	const states = (containments ?? []).map(stateOf);
	return CONTAINMENT_STATES.find((state) => states.includes(state)) ?? null;
}

/**
 * True where what the caller made is denied as well as the caller, and nothing that they made is
 * known to be left.
 */
export function deniesMadeSessions({ plan, containments }: Standing): boolean {
	const isLeft = plan.notContained.some(
		(why) => why === 'too-many-sessions' || why === 'session-not-denied',
	);
	const made = (containments ?? []).filter(
		({ reason }) => reason === 'obtained-by-untrusted-caller',
	);
	return !isLeft && made.length > 0 && made.every((one) => stateOf(one) === 'effective');
}
