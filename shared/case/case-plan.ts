import type { ContainmentRequest } from '../containment/containment.ts';
import type { NotContained } from '../containment/not-contained.ts';
import type { Plan } from '../containment/plan-containment.ts';

/** What a whole case would contain: one request per principal, with its latest end, and every reason against. */
export interface CasePlan {
	readonly requests: readonly ContainmentRequest[];
	readonly notContained: readonly NotContained[];
}

/** Where a case begins. */
export const NO_PLAN: CasePlan = { requests: [], notContained: [] };

/** Requests in a case stop here: the card could not show more, and a loop over session names must not fill the memory. */
const MOST_REQUESTS = 12;

/** The case's plan with one more sign-in's. */
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
