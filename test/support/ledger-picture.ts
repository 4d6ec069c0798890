import type { PolicyId } from '../../shared/containment/containment.ts';
import type { Containment, Step } from '../../shared/containment/ledger/ledger.ts';
import type { Ledgers } from './memory-ledger.ts';

/** Gives everything that can be read of containments and policies, as one value to compare. */
export async function pictureOf(
	ledger: Ledgers,
	ids: readonly string[],
	policies: readonly PolicyId[],
) {
	return {
		containments: await Promise.all(ids.map(async (id) => withoutLease(await ledger.find(id)))),
		histories: await Promise.all(
			ids.map(async (id) => withoutRoundTrips(await ledger.history(id)).map(withoutText)),
		),
		demands: await Promise.all(policies.map((policy) => ledger.activeFor(policy))),
		open: (await ledger.open()).map(({ id }) => id).toSorted(),
		breaker: await ledger.breaker(),
	};
}

/**
 * Leaves out generations and the number of steps, because a publisher that was killed runs again
 * with a newer lease and may find the text right already.
 */
function withoutLease(containment: Containment | null) {
	return (
		containment && {
			...containment,
			steps: 0,
			policies: containment.policies.map((policy) => ({
				...policy,
				generation: 0,
				since: policy.state === 'failed' ? 0 : policy.since,
			})),
		}
	);
}

/**
 * Leaves out that something was published and ended where it had begun, such as `failed`: if the
 * publisher was killed after it had written the text, the next one publishes nothing.
 */
function withoutRoundTrips(steps: readonly Step[]): Step[] {
	const kept: Step[] = [];
	for (const step of steps) {
		const before = kept.at(-1);
		const [from, to] = [before?.moves[0], step.moves[0]];
		const isBack = before?.kind === 'publishing' && from?.policy === to?.policy;
		if (isBack && step.kind === 'settled' && from?.from === to?.to) kept.pop();
		else kept.push(step);
	}
	return kept;
}

/** Leaves out publications too, because after a kill the text may be right already. */
function withoutText({ number: _, ...step }: Step) {
	return { ...step, text: null };
}
