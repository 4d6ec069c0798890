import { byReason } from './by-reason.ts';
import type { Fate } from './fate.ts';
import type { PagePart, ShownCase } from './page-source.ts';
import type { PageWords } from './page-words.ts';

/** What is said about a mode, in this order. */
const SAID = ['denied', 'partly', 'asked', 'held', 'observed', 'impossible'] as const;

/** What the chosen mode would have done, and what no mode could have. */
export function fateSentences({ words, shown }: PagePart): readonly string[] {
	const told = SAID.flatMap((fate) => {
		const cases = shown.filter(({ data }) => data.fate === fate);
		if (cases.length === 0) return [];
		return [words.fateSentences[fate](peopleIn(cases), cases.length, whyNot(cases, words))];
	});
	const isAnybody = shown.some(({ data }) => isDeniable(data.fate));
	return isAnybody ? told : [words.nobodyDenied, ...told];
}

/** True if the plan of the case names principals. */
export function isDeniable(fate: Fate): boolean {
	return fate !== 'impossible' && fate !== 'none';
}

function peopleIn(cases: readonly ShownCase[]): number {
	const requests = cases.flatMap(({ planned }) => planned.plan.requests);
	return new Set(requests.map(({ person }) => person)).size;
}

/** `workload 2, location unknown 1` */
function whyNot(cases: readonly ShownCase[], words: PageWords): string {
	const reasons = byReason(cases).map(([reason, own]) => `${words.whyNot[reason]} ${own.length}`);
	return reasons.join(', ');
}
