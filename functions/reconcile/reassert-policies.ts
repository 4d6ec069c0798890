import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import { hintPolicies } from './hint-policies.ts';

/** A publication takes seconds; what takes longer is stuck. */
const STUCK_MS = 2 * 60_000;

/**
 * Has every policy compared with what the table asks for: what is stuck goes on, and what somebody else changed is
 * found. The policies that are always looked at go first, whatever stands in the table.
 */
export const reassertPolicies: ReconcilePart = async (now, deps) => {
	await hintPolicies(deps.policies, now, deps);
	const open = await deps.ledger.open();
	for (const containment of open) warnOfStuck(containment, now, deps);
	const known = new Set(deps.policies);
	await hintPolicies(
		policiesOf(open).filter((policy) => !known.has(policy)),
		now,
		deps,
	);
};

function warnOfStuck(
	{ id, policies }: Containment,
	now: number,
	{ telemetry }: ReconcileDeps,
): void {
	for (const { policy, state, since } of policies) {
		const isMoving = state === 'requested' || state === 'publishing' || state === 'failed';
		if (isMoving && now - since > STUCK_MS) {
			telemetry.warn('a containment is stuck', { containment: id, policy, state, since });
		}
	}
}
