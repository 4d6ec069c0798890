import { byReason } from './by-reason.ts';
import type { Fate } from './fate.ts';
import type { PagePart, ShownCase } from './page-source.ts';
import type { PageWords } from './page-words.ts';

/** What is said about people, in this order. */
const SAID = ['denied', 'partly', 'asked', 'held', 'observed'] as const;
/** What is said of somebody with several cases: that they are denied, and what that leaves open. */
const FIRST: readonly Fate[] = ['partly', 'denied', 'asked', 'held', 'observed'];

/** What the chosen mode would have done, and what no mode could have. */
export function fateSentences({ words, shown }: PagePart): readonly string[] {
	const fates = [...fateOfPeople(shown).values()];
	const people = SAID.flatMap((said) => {
		const count = fates.filter((fate) => fate === said).length;
		return count === 0 ? [] : [words.fateSentences[said](count)];
	});
	const cases = shown.filter(({ data }) => data.fate === 'impossible');
	return [
		...(people.length === 0 ? [words.nobodyDenied] : people),
		...(cases.length === 0 ? [] : [words.impossible(cases.length, whyNot(cases, words))]),
	];
}

/** What the chosen mode would have done about each person, once over all of their cases. */
export function fateOfPeople(shown: readonly ShownCase[]): ReadonlyMap<string, Fate> {
	const fates = new Map<string, Fate>();
	for (const fate of FIRST)
		for (const { data, planned } of shown)
			for (const { person } of data.fate === fate ? planned.plan.requests : [])
				if (!fates.has(person)) fates.set(person, fate);
	return fates;
}

/** True if the plan of the case names principals. */
export function isDeniable(fate: Fate): boolean {
	return fate !== 'impossible' && fate !== 'none';
}

/** `workload 2, location unknown 1` */
function whyNot(cases: readonly ShownCase[], words: PageWords): string {
	const reasons = byReason(cases).map(([reason, own]) => `${words.whyNot[reason]} ${own.length}`);
	return reasons.join(', ');
}
