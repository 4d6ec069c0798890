import type { ContainmentRequest } from '../containment/containment.ts';
import type { NotContained } from '../containment/not-contained.ts';
import type { Plan } from '../containment/plan-containment.ts';

/**
 * Who would be contained because of a case: one request per principal, with the latest end, and all
 * reasons against it.
 */
export interface CasePlan {
	readonly requests: readonly ContainmentRequest[];
	readonly notContained: readonly NotContained[];
}

/** The plan of a case without sign-ins. */
export const NO_PLAN: CasePlan = { requests: [], notContained: [] };

/**
 * A case has no more requests: the card could not show more, and a loop over session names must not
 * fill the memory.
 */
const MOST_REQUESTS = 12;

/** Adds the plan of one more sign-in. */
export function addToCasePlan(
	casePlan: CasePlan,
	{ requests, notContained, advice }: Plan,
): CasePlan {
	const bySelector = new Map(casePlan.requests.map((request) => [request.selector.value, request]));
	for (const request of requests) {
		const isNew = !bySelector.has(request.selector.value);
		if (!isNew || bySelector.size < MOST_REQUESTS) bySelector.set(request.selector.value, request);
	}
	const reasons = [...casePlan.notContained, notContained, advice].filter(
		(reason) => reason !== null,
	);
	return { requests: [...bySelector.values()], notContained: [...new Set(reasons)] };
}
