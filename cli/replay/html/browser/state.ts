import { byId } from './elements.ts';
import type { Placed } from './lanes.ts';
import type { CaseData, PageData } from './page-data.ts';

/** What the page is about; the program that wrote the page made it. */
export const page: PageData = JSON.parse(byId('data').textContent ?? '');

/** All cases, in the order of time. */
export const allCases: readonly Placed[] = page.cases.map((data, place) => ({ data, place }));

/** What is searched: everything that the row of a case says. */
const texts = page.cases.map(({ who, kind, what, account, address, id, at }) =>
	[who, kind, what, account, address, id, at].join('\n').toLowerCase(),
);

/** What the reader wants to see; empty means all. */
export const filter = {
	severities: new Set<string>(),
	search: '',
	network: '',
	fate: '',
};

/** The cases that the reader wants to see. */
export function wantedCases(): readonly Placed[] {
	const words = filter.search.toLowerCase().split(/\s+/);
	return allCases.filter(({ data, place }) => isWanted(data) && hasAll(texts[place] ?? '', words));
}

function isWanted({ severity, network, fate }: CaseData): boolean {
	return (
		(filter.severities.size === 0 || filter.severities.has(severity)) &&
		(filter.network === '' || filter.network === network) &&
		(filter.fate === '' || filter.fate === fate)
	);
}

function hasAll(text: string, words: readonly string[]): boolean {
	return words.every((word) => text.includes(word));
}
