import type { PublishingFailure } from '../publishing/policy-publisher.ts';
import type { Containment, PolicyProgress } from './ledger.ts';
import { needsApproval } from './ledger-states.ts';

/**
 * The states of a containment as people see them, the worst first, because a card must never claim
 * more than the table says.
 * - `under-way`: requested, and not yet known to be in the policy and to apply to the principal
 * - `ending`: its end has come, and the policy may still contain it
 * - `outside`: in a pilot, it acts in an account that the policy is not meant for
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
	'outside',
	'expired',
	'released',
] as const;
export type ContainmentState = (typeof CONTAINMENT_STATES)[number];

/** The state of a containment, or of one of its policies. */
export function stateOf({
	state,
	ending,
	policies,
}: Pick<Containment, 'state' | 'ending' | 'policies'>): ContainmentState {
	if (state === 'ended') return ending?.by.kind === 'person' ? 'released' : 'expired';
	if (ending !== null) return 'ending';
	if (isOutsidePilot(policies)) return 'outside';
	return state === 'requested' || state === 'publishing' ? 'under-way' : state;
}

/**
 * True if the worst that happened is that a policy is not meant for the account, because it is
 * outside of the pilot. That is expected, so nobody is woken for it.
 */
export function isOutsidePilot(policies: readonly Progress[]): boolean {
	const bad = policies.filter(({ state }) => state === 'failed' || state === 'refused');
	return bad.length > 0 && bad.every(({ problem }) => problem?.reason === OUTSIDE_PILOT);
}

type Progress = Pick<PolicyProgress, 'state' | 'problem'>;

const OUTSIDE_PILOT: PublishingFailure = 'outside-pilot';

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
