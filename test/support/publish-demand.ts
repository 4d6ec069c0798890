import type { PolicyId } from '../../shared/containment/containment.ts';
import type { Outcome, PolicyLedger } from '../../shared/containment/ledger/ledger-policy.ts';

/** The texts at AWS, by policy. */
export type Texts = Map<PolicyId, string>;

const EMPTY = '[]';

/** The outcome for those in the text, `effective` by default. */
export type Answer = (id: string) => Pick<Outcome, 'state' | 'problem'>;

/**
 * One run of a publisher, as in `contain`: lease, read, replace the text if it differs, record,
 * give back. False if another run holds the policy.
 */
export async function publishDemand(
	{ ledger, texts }: { readonly ledger: PolicyLedger; readonly texts: Texts },
	{
		policy,
		holder,
		now,
	}: { readonly policy: PolicyId; readonly holder: string; readonly now: number },
	answer: Answer = () => ({ state: 'effective', problem: null }),
): Promise<boolean> {
	const lease = await ledger.lease(policy, { holder, now, ms: 60_000 });
	if (lease === null) return false;
	const { active, ending } = await ledger.activeFor(policy);
	const before = texts.get(policy) ?? EMPTY;
	// What is refused is not in the text.
	const held = active.filter(({ id }) => answer(id).state !== 'refused');
	const after = JSON.stringify(held.map(({ id, until }) => [id, until]));
	if (before !== after) {
		if ((await ledger.begin(lease, { before, after, at: now })) === 'late') return false;
		texts.set(policy, after);
		const waiting = held.filter(({ state }) => state !== 'effective').map(({ id }) => id);
		await ledger.markPublishing(lease, waiting, now);
	}
	const outcomes = [
		...active.map(({ id }) => ({ id, ...answer(id) })),
		...ending.map(({ id }) => ({ id, state: 'ended', problem: null }) as const),
	];
	if ((await ledger.settle(lease, outcomes, now)) === 'late') return false;
	await ledger.giveBack(lease, after);
	return true;
}
