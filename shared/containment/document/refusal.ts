import type { ActiveContainment } from '../containment.ts';
import { matchesProtected } from '../protected-principal.ts';
import { issuedBeforeProblem } from '../role-cut.ts';
import { isWholeRole, selectorProblem, valuesInText } from '../selector-form.ts';
import type { DenyDocumentOptions } from './document-shape.ts';
import { isTooLate } from './round-ends.ts';

/**
 * Containments that are not in the text, by id. The others are in it all the same.
 * - `too-large`: they do not fit, even with the coarsest ends; the newest are left out
 * - `malformed`: a selector or an end that must not be published; `problem` is a sentence
 * - `protected`: they would deny a principal that can never be contained
 */
export type Refusal =
	| { readonly kind: 'too-large'; readonly refused: readonly string[]; readonly limit: number }
	| { readonly kind: 'malformed'; readonly refused: readonly string[]; readonly problem: string }
	| { readonly kind: 'protected'; readonly refused: readonly string[] };

/** Why a containment must not be in the text, whatever the others are; null if it may. */
function refusalOf(
	containment: ActiveContainment,
	{ policy, now, protectedPrincipals }: DenyDocumentOptions,
): Refusal | null {
	const { id, selector } = containment;
	const problem = selectorProblem(selector, policy) ?? timeProblem(containment, now);
	if (problem !== null) return { kind: 'malformed', refused: [id], problem };
	const values = valuesInText(selector, policy);
	const isProtected = values.some((value) =>
		matchesProtected({ key: selector.key, value }, protectedPrincipals),
	);
	return isProtected ? { kind: 'protected', refused: [id] } : null;
}

function timeProblem(
	{ selector, until, issuedBefore }: ActiveContainment,
	now: number,
): string | null {
	if (isTooLate(until, now)) return `the end ${until} is not a time within the next 31 days`;
	if (!isWholeRole(selector)) return null;
	if (issuedBefore === undefined)
		return `${selector.value} has no time before which its sessions are denied`;
	const problem = issuedBeforeProblem(issuedBefore, now);
	return problem === null ? null : `the time ${issuedBefore} of ${selector.value} ${problem}`;
}

/**
 * Separates the containments that must not be published. In the text, one of them would make the
 * whole text invalid, so nobody would be contained. The others are sorted by the time of their
 * request.
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
