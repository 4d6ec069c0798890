import type { Demand, Lease, Outcome } from '../ledger/ledger-policy.ts';
import type { Draft } from './draft-text.ts';
import { detachedNotice, renamedNotice, tellTampering } from './drift.ts';
import { appliedOutcome } from './outcomes.ts';
import { type Applied, type Retry, retry } from './policy-publisher.ts';
import type { AppliedToPrincipals, PublishDeps } from './publish-deps.ts';

/** IAM takes seconds to show an attachment, so a dozen in sequence would outlast the function. */
const AT_ONCE = 5;

/** Makes the policy apply to every principal in its text, once for each user or role. */
export async function applyToPrincipals(
	lease: Lease,
	{ written }: Draft,
	deps: PublishDeps,
): Promise<AppliedToPrincipals> {
	const outcomes: Outcome[] = [];
	let later: Retry | null = null;
	const all = groups(written);
	// Of the SCP only questions are asked, which have a pace of their own.
	const atOnce = lease.policy === 'scp' ? all.length : AT_ONCE;
	for (let from = 0; from < all.length; from += atOnce) {
		const some = all.slice(from, from + atOnce);
		const answers = await Promise.all(
			some.map(async (demands) => [demands, await applyOrRetry(lease, demands, deps)] as const),
		);
		for (const [demands, applied] of answers) {
			if (applied.kind === 'retry') later = applied;
			for (const demand of demands) {
				const outcome = appliedOutcome(demand, applied);
				if (outcome !== null) outcomes.push(outcome);
			}
		}
	}
	return { outcomes, later };
}

type Group = readonly [Demand, ...Demand[]];

function groups(demands: readonly Demand[]): Group[] {
	const found = new Map<string, [Demand, ...Demand[]]>();
	for (const demand of demands) {
		const key = JSON.stringify([demand.account, demand.attachment]);
		const group = found.get(key);
		if (group === undefined) found.set(key, [demand]);
		else group.push(demand);
	}
	return [...found.values()];
}

/**
 * An unexpected error is retried for this principal alone, so that the policy applies to the
 * others.
 */
async function applyOrRetry(lease: Lease, demands: Group, deps: PublishDeps): Promise<Applied> {
	try {
		return await apply(lease, demands, deps);
	} catch (error) {
		const ids = demands.map(({ id }) => id).join(', ');
		deps.telemetry.error(
			'policy not applied to a principal',
			{ policy: lease.policy, containments: ids },
			error,
		);
		return retry('service-fault');
	}
}

/** If a containment was effective and the policy is not attached, somebody else has detached it. */
function apply(lease: Lease, demands: Group, deps: PublishDeps): Promise<Applied> {
	const [{ account, attachment }] = demands;
	const wasApplied = demands.some(({ state }) => state === 'effective');
	const beforeAttaching = async (name: string) => {
		if (attachment === null) return;
		if (name !== attachment.name) {
			await tellTampering(renamedNotice(lease, { attachment, now: name }, deps.now()), deps);
		} else if (wasApplied) {
			await tellTampering(detachedNotice(lease, attachment, deps.now()), deps);
		}
	};
	return deps.publisher.applyTo({ account, attachment }, deps.now(), beforeAttaching);
}
