import type { ActiveContainment } from '../containment.ts';
import { matchesProtected } from '../protected-principal.ts';
import { selectorProblem, valuesInText } from '../selector-form.ts';
import type { DenyDocumentOptions } from './deny-document-options.ts';
import { isTooLate } from './round-ends.ts';

/**
 * Containments that are not in the text, by id. The others are in it all the same.
 * - `too-large`: no room even with the coarsest ends; the newest give way
 * - `malformed`: a selector or an end that must not be published; `problem` is a sentence
 * - `protected`: would reach somebody who can never be contained
 */
export type Refusal =
	| { readonly kind: 'too-large'; readonly refused: readonly string[]; readonly limit: number }
	| { readonly kind: 'malformed'; readonly refused: readonly string[]; readonly problem: string }
	| { readonly kind: 'protected'; readonly refused: readonly string[] };

/** Why one containment must not stand in the policy's text, whatever else does; null when it may. */
function refusalOf(
	{ id, selector, until }: ActiveContainment,
	{ policy, now, protectedPrincipals }: DenyDocumentOptions,
): Refusal | null {
	const problem = selectorProblem(selector, policy);
	if (problem !== null) return { kind: 'malformed', refused: [id], problem };
	if (isTooLate(until, now)) {
		return {
			kind: 'malformed',
			refused: [id],
			problem: `the end ${until} is no time within the next 31 days`,
		};
	}
	const values = valuesInText(selector, policy);
	const isProtected = values.some((value) =>
		matchesProtected({ key: selector.key, value }, protectedPrincipals),
	);
	return isProtected ? { kind: 'protected', refused: [id] } : null;
}

/**
 * Leaves out those that must not be published, each alone: in the text, one of them would keep everybody else from
 * being contained. The others come back oldest request first, whatever order they were read in.
 */
export function separateRefused(
	containments: readonly ActiveContainment[],
	options: DenyDocumentOptions,
) {
	const sound: ActiveContainment[] = [];
	const refusals: Refusal[] = [];
	for (const containment of containments.toSorted(byAge)) {
		const refusal = refusalOf(containment, options);
		if (refusal === null) sound.push(containment);
		else refusals.push(refusal);
	}
	return { sound, refusals };
}

function byAge(one: ActiveContainment, other: ActiveContainment): number {
	return one.requestedAt - other.requestedAt || (one.id < other.id ? -1 : 1);
}
