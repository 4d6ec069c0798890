import { openCard } from './card.ts';
import { byId, element, filled } from './elements.ts';
import { type Placed, rankOf } from './lanes.ts';
import type { CaseData } from './page-data.ts';
import { allCases, page, wantedCases } from './state.ts';

type Key = (data: CaseData) => string | number;

const body = document.querySelector<HTMLTableSectionElement>('.cases tbody');
const rows = [...(body?.rows ?? [])];
const FATES = Object.keys(page.fates);
const KEYS: Readonly<Record<string, Key>> = {
	severity: rankOf,
	time: ({ from }) => from,
	who: ({ who }) => who,
	what: ({ what }) => what,
	account: ({ account }) => account,
	address: ({ address }) => address,
	fate: ({ fate }) => -FATES.indexOf(fate),
};

const sorting = { key: 'time', isDown: false };
let listed: readonly Placed[] = [];

/** Shows the rows that the reader wants to see. */
export function showRows(): void {
	listed = sorted(wantedCases());
	const wanted = new Set(listed.map(({ place }) => place));
	rows.forEach((row, place) => {
		row.hidden = !wanted.has(place);
	});
	const { words, cases } = page;
	const count = filled(words.shown, { shown: wanted.size, all: cases.length });
	byId('count').textContent = wanted.size === 0 ? words.noneShown : count;
}

/** Sorts by a column, and the other way round when it is chosen again. */
export function sortBy(key: string): void {
	sorting.isDown = sorting.key === key ? !sorting.isDown : key === 'severity' || key === 'fate';
	sorting.key = key;
	for (const heading of document.querySelectorAll('[data-sort]')) {
		const isThis = heading.getAttribute('data-sort') === key;
		if (isThis) heading.setAttribute('aria-sort', sorting.isDown ? 'descending' : 'ascending');
		else heading.removeAttribute('aria-sort');
	}
	body?.append(...sorted(allCases).flatMap(({ place }) => rows[place] ?? []));
	listed = sorted(listed);
}

/** Opens the card of the row that was pressed. */
export function openRow(target: Element): void {
	const row = target.closest('tr');
	const place = row === null ? -1 : rows.indexOf(row);
	const at = listed.findIndex((one) => one.place === place);
	openCard(listed, at);
}

function sorted(cases: readonly Placed[]): readonly Placed[] {
	const keyOf = KEYS[sorting.key] ?? rankOf;
	const sign = sorting.isDown ? -1 : 1;
	return cases.toSorted(
		(a, b) => sign * compare(keyOf(a.data), keyOf(b.data)) || a.place - b.place,
	);
}

const collator = new Intl.Collator(page.locale, { numeric: true });

function compare(a: string | number, b: string | number): number {
	return typeof a === 'number' && typeof b === 'number'
		? a - b
		: collator.compare(String(a), String(b));
}

/** Makes buttons of the headings. In print they stay texts: browsers repeat no buttons there. */
export function makeHeadings(): void {
	for (const heading of document.querySelectorAll<HTMLElement>('[data-sort]')) {
		const text = heading.textContent ?? '';
		const button = element('button', { type: 'button', class: 'screen' }, text);
		button.addEventListener('click', () => sortBy(heading.dataset.sort ?? ''));
		heading.replaceChildren(element('span', { class: 'print' }, text), button);
	}
}
