import { type ContainmentRequest, scopedName } from '../containment/containment.ts';
import { isAsking, isOnlyShown, type NotContained } from '../containment/not-contained.ts';
import type { Plan } from '../containment/plan-containment.ts';

/**
 * Who would be contained because of a case: one request per principal and deny scope, with the
 * latest end, and all reasons against it.
 */
export interface CasePlan {
	readonly requests: readonly ContainmentRequest[];
	readonly notContained: readonly NotContained[];
}

/** The plan of a case without sign-ins. */
export const NO_PLAN: CasePlan = { requests: [], notContained: [] };

/**
 * A case has no more requests, which is twelve principals in two deny scopes: the card could not
 * show more, and a loop over session names must not fill the memory.
 */
const MOST_REQUESTS = 24;

/** Adds the plan of one more sign-in. */
export function addToCasePlan(
	casePlan: CasePlan,
	{ requests, notContained, advice }: Plan,
): CasePlan {
	const byName = new Map(casePlan.requests.map((request) => [scopedName(request), request]));
	for (const request of requests) {
		const name = scopedName(request);
		if (byName.has(name) || byName.size < MOST_REQUESTS) byName.set(name, request);
	}
	const earlier = casePlan.notContained.filter((reason) => !isAskedOfUse(reason));
	const isDenied = requests.length > 0 && notContained === null;
	const wasDenied = casePlan.requests.length > 0 && !casePlan.notContained.some(isWaiting);
	const isNothingNew = requests.every((request) => isIn(casePlan, request));
	const asks = isAskedOfUse(notContained) && wasDenied && isNothingNew ? null : notContained;
	const reasons = [...(isDenied ? earlier : casePlan.notContained), asks, advice].filter(
		(reason) => reason !== null,
	);
	return { requests: [...byName.values()], notContained: [...new Set(reasons)] };
}

/**
 * True if only the use waits for a human. A sign-in in the same case, or a later use, denies the
 * principal without one.
 */
function isAskedOfUse(why: NotContained | null): boolean {
	return why !== 'mode-ask' && isAsking(why);
}

function isWaiting(why: NotContained): boolean {
	return isAsking(why) || isOnlyShown(why) || why === 'breaker-open';
}

function isIn({ requests }: CasePlan, request: ContainmentRequest): boolean {
	return requests.some((one) => scopedName(one) === scopedName(request));
}
