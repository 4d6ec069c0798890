import type { Demand, Outcome } from '../ledger/ledger-policy.ts';
import type { PolicyPublisher } from './policy-publisher.ts';

type Asking = Pick<PolicyPublisher, 'whyNotUnder'>;

/**
 * Gives the outcomes of those who act in an account in which the policy cannot apply to anybody,
 * such as an external account. They must not be in the text. One that was effective stays in it:
 * somebody has detached the policy since, and `applyTo` reports that until it is attached again.
 */
export async function notUnderPolicy(
	active: readonly Demand[],
	publisher: Asking,
	now: number,
): Promise<Outcome[]> {
	const asked = active.filter(({ wasEffective }) => wasEffective === false);
	const accounts = [...new Set(asked.map(({ account }) => account))];
	const answers = await Promise.all(
		accounts.map(async (account) => {
			// An unexpected error is `applyTo`'s to report: it makes the same calls.
			const why = await publisher.whyNotUnder(account, now).catch(() => null);
			return [account, why] as const;
		}),
	);
	const known = new Map(answers);
	return asked.flatMap(({ id, account }): Outcome[] => {
		const why = known.get(account) ?? null;
		if (why === null) return [];
		const { reason, remediation } = why;
		return [{ id, state: 'refused', problem: { reason, remediation } }];
	});
}
