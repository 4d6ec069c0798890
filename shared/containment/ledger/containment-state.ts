import type { Containment } from './ledger.ts';
import { needsApproval } from './ledger-states.ts';

/**
 * What a person is told of a containment, worst news first: nobody must be told more than the table
 * says.
 * - `under-way`: requested, and not yet known to be in the text and to apply to the principal
 * - `lifting`: its end has come, and the text may still hold it
 * - `expired`, `released`: out of the text, by the clock or by a human
 */
export const CONTAINMENT_STATES = [
	'failed',
	'refused',
	'held',
	'asked',
	'under-way',
	'effective',
	'lifting',
	'expired',
	'released',
] as const;
export type ContainmentState = (typeof CONTAINMENT_STATES)[number];

/** Of one containment, or of one of its policies. */
export function stateOf({
	state,
	ending,
}: Pick<Containment, 'state' | 'ending'>): ContainmentState {
	if (state === 'ended') return ending?.by.kind === 'person' ? 'released' : 'expired';
	if (ending !== null) return 'lifting';
	return state === 'requested' || state === 'publishing' ? 'under-way' : state;
}

/** True while a human can still end it. */
export function isReleasable({ state, ending }: Pick<Containment, 'state' | 'ending'>): boolean {
	return state !== 'ended' && ending === null;
}

/** True where a human can let it happen, on one of its policies at least. */
export function isApprovable(containment: Containment): boolean {
	return (
		isReleasable(containment) && containment.policies.some(({ state }) => needsApproval(state))
	);
}
