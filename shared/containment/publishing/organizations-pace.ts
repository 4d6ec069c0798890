import type { Sleep } from './until-seen.ts';

/**
 * Requests a second, and how many may go at once, for one account.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const LIMITS = {
	DescribePolicy: { perSecond: 2, burst: 2 },
	UpdatePolicy: { perSecond: 2, burst: 3 },
	ListTargetsForPolicy: { perSecond: 5, burst: 8 },
	ListParents: { perSecond: 5, burst: 8 },
} as const;

export type OrganizationsOperation = keyof typeof LIMITS;

/** Resolves when the call may be sent. */
export type OrganizationsPace = (operation: OrganizationsOperation) => Promise<void>;

/** Keeps to the limits of Organizations. `clock`: milliseconds, never going backwards. */
export function organizationsPace({
	clock,
	sleep,
}: {
	readonly clock: () => number;
	readonly sleep: Sleep;
}): OrganizationsPace {
	const paidUntil = new Map<OrganizationsOperation, number>();
	return async (operation) => {
		const { perSecond, burst } = LIMITS[operation];
		const step = 1_000 / perSecond;
		const now = clock();
		// Each call pays one step ahead; a burst is how far ahead one may be without waiting.
		const due = Math.max(paidUntil.get(operation) ?? now, now);
		paidUntil.set(operation, due + step);
		const wait = due - (burst - 1) * step - now;
		if (wait > 0) await sleep(wait);
	};
}
