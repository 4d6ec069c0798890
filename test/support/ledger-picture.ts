import type { PolicyId } from '../../shared/containment/containment.ts';
import type { Containment, Step } from '../../shared/containment/ledger/ledger.ts';
import type { Ledgers } from './memory-ledger.ts';

/** Everything that can be read of containments and policies, as one value to compare. */
export async function pictureOf(
	ledger: Ledgers,
	ids: readonly string[],
	policies: readonly PolicyId[],
) {
	return {
		containments: await Promise.all(ids.map(async (id) => withoutLease(await ledger.find(id)))),
		histories: await Promise.all(
			ids.map(async (id) => (await ledger.history(id)).map(withoutText)),
		),
		demands: await Promise.all(policies.map((policy) => ledger.activeFor(policy))),
		open: (await ledger.open()).map(({ id }) => id).toSorted(),
		breaker: await ledger.breaker(),
	};
}

/** Without generations: a publisher that was killed runs again under a newer lease. */
function withoutLease(containment: Containment | null) {
	return (
		containment && {
			...containment,
			policies: containment.policies.map((policy) => ({ ...policy, generation: 0 })),
		}
	);
}

/** Without publications too: after a kill the text may be right already. */
function withoutText(step: Step) {
	return { ...step, text: null };
}
