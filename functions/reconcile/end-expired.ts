import { policiesOf } from '../../shared/containment/policy-id.ts';
import type { ReconcilePart } from './deps.ts';
import { hintPolicies } from './hint-policies.ts';
import { changeAndTell } from './tell-cases.ts';

/** Ends what the clock says, and has it taken out of the texts. */
export const endExpired: ReconcilePart = async (now, deps) => {
	const due = (await deps.ledger.open()).filter(({ until }) => until <= now);
	if (due.length === 0) return;
	const expired = await changeAndTell(due, { change: () => deps.ledger.expireDue(now), now, deps });
	await hintPolicies(policiesOf(expired), now, deps);
};
