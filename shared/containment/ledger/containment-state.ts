import type { Containment } from './ledger.ts';
import { needsApproval } from './ledger-states.ts';

/**
 * The states of a containment as people see them, the worst first, because a card must never claim
 * more than the table says.
 * - `under-way`: requested, and not yet known to be in the policy and to apply to the principal
 * - `ending`: its end has come, and the policy may still contain it
 * - `expired`, `released`: no longer in the policy, by the clock or by a human
 */
export const CONTAINMENT_STATES = [
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
export type ContainmentState = (typeof CONTAINMENT_STATES)[number];

/** The state of a containment, or of one of its policies. */
export function stateOf({
	state,
	ending,
}: Pick<Containment, 'state' | 'ending'>): ContainmentState {
	if (state === 'ended') return ending?.by.kind === 'person' ? 'released' : 'expired';
	if (ending !== null) return 'ending';
	return state === 'requested' || state === 'publishing' ? 'under-way' : state;
}

/** True while a human can still release it. */
export function isReleasable({ state, ending }: Pick<Containment, 'state' | 'ending'>): boolean {
	return state !== 'ended' && ending === null;
}

/** True if a human can approve it on at least one of its policies. */
export function isApprovable(containment: Containment): boolean {
	return (
		isReleasable(containment) && containment.policies.some(({ state }) => needsApproval(state))
	);
}
