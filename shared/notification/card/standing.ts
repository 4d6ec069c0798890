import type { CasePlan } from '../../case/case-plan.ts';
import {
	CONTAINMENT_STATES,
	type ContainmentState,
	stateOf,
} from '../../containment/ledger/containment-state.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';

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
