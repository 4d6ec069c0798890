import type { Sleep } from './until-seen.ts';

/**
 * How many requests Organizations allows per second, and at once, for one account.
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

/** Stays within the limits of Organizations. `clock`: milliseconds that never go backwards. */
export function organizationsPace({
	clock,
	sleep,
}: {
	readonly clock: () => number;
	readonly sleep: Sleep;
}): OrganizationsPace {
	const nextDue = new Map<OrganizationsOperation, number>();
	return async (operation) => {
		const { perSecond, burst } = LIMITS[operation];
		const step = 1_000 / perSecond;
		const now = clock();
		// Each call moves the next one by a step. Without waiting, a call may come a burst of steps
		// early.
		const due = Math.max(nextDue.get(operation) ?? now, now);
		nextDue.set(operation, due + step);
		const wait = due - (burst - 1) * step - now;
		if (wait > 0) await sleep(wait);
	};
}
