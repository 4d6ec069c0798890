import type { PolicyId } from '../../shared/containment/containment.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import { hintPolicies } from './messages.ts';
import { openParts } from './parts.ts';

/** A publication takes seconds. If one takes longer, it is stuck. */
const STUCK_MS = 2 * 60_000;
/** So many that are stuck are named one by one. */
const MOST_NAMED = 10;
/** When a run stops with this part, counted from its beginning; the next run goes on. */
const MOST_MS = 45_000;

/**
 * Has the configured policies compared with the table. That resumes what is stuck and finds what
 * somebody else changed. It does not depend on the table, so it comes first.
 */
export const comparePolicies: ReconcilePart = (now, deps) =>
	hintPolicies(deps.policies, `compare ${now}`, deps);

/**
 * Looks at all open containments: has the other policies that they name compared too, and tells
 * what is stuck. It begins where the run before had no time left.
 */
export const sweepOpen: ReconcilePart = async (now, deps) => {
	const { positions, telemetry } = deps;
	const policies = new Set<PolicyId>();
	const stuck: Stuck[] = [];
	const began = await positions.read('repairs');
	let next: string | null = null;
	for await (const part of openParts(deps, { after: began, stopAt: now + MOST_MS })) {
		next = part.next;
		for (const policy of policiesOf(part.containments)) policies.add(policy);
		stuck.push(...part.containments.flatMap((one) => stuckOf(one, now)));
	}
	for (const known of deps.policies) policies.delete(known);
	await hintPolicies(policies, `repairs ${now}`, deps);
	tellStuck(stuck, deps);
	if (next !== null) telemetry.count('ReconcileUnfinished', 'repairs');
	if (next !== began) await positions.write('repairs', next);
};

/** One policy of a containment that a publisher should have settled. */
interface Stuck {
	readonly containment: string;
	readonly policy: PolicyId;
	readonly state: string;
	readonly since: number;
}

function stuckOf({ id, policies }: Containment, now: number): Stuck[] {
	return policies
		.filter(({ state }) => state === 'requested' || state === 'publishing' || state === 'failed')
		.filter(({ since }) => now - since > STUCK_MS)
		.map(({ policy, state, since }) => ({ containment: id, policy, state, since }));
}

function tellStuck(stuck: readonly Stuck[], { telemetry }: ReconcileDeps): void {
	for (const one of stuck.slice(0, MOST_NAMED)) telemetry.warn('containment stuck', { ...one });
	const others = stuck.length - MOST_NAMED;
	if (others > 0) telemetry.warn('more containments are stuck', { others });
}
