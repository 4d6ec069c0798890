import type { Wish } from '../containment/containment.ts';
import type { NotContained } from '../containment/not-contained.ts';
import type { Plan } from '../containment/plan-containment.ts';

/** What a whole case would contain: one wish per principal, with its latest end, and every reason against. */
export interface CasePlan {
	readonly wishes: readonly Wish[];
	readonly notContained: readonly NotContained[];
}

/** Where a case begins. */
export const NO_PLAN: CasePlan = { wishes: [], notContained: [] };

/** Wishes in a case stop here: the card could not show more, and a loop over session names must not fill the memory. */
const MOST_WISHES = 12;

/** The case's plan with one more sign-in's. */
export function addToCasePlan(casePlan: CasePlan, { wishes, notContained, advice }: Plan): CasePlan {
	const bySelector = new Map(casePlan.wishes.map((wish) => [wish.selector.value, wish]));
	for (const wish of wishes) {
		const isNew = !bySelector.has(wish.selector.value);
		if (!isNew || bySelector.size < MOST_WISHES) bySelector.set(wish.selector.value, wish);
	}
	const reasons = [...casePlan.notContained, notContained, advice].filter((reason) => reason !== null);
	return { wishes: [...bySelector.values()], notContained: [...new Set(reasons)] };
}
