import { byId, element, filled } from './elements.ts';
import type { Placed } from './lanes.ts';
import type { CaseData, LinePiece, RowData } from './page-data.ts';
import { allCases, page } from './state.ts';

const dialog = byId('card') as HTMLDialogElement;
/** A list of more would not be read. */
const MOST_LISTED = 100;

/** Opens the card of a case; the others of the list can be reached from it. */
export function openCard(list: readonly Placed[], at: number): void {
	const one = list[at];
	if (one === undefined) return;
	const { card, severity } = one.data;
	const rows = rowsAt(card.rows).flatMap(rowOf);
	show(
		[
			barOf(list, at),
			element('h2', { id: 'card-title' }, card.header),
			element('dl', {}, ...rows),
			...rowsAt(card.foot).map(({ lines }) =>
				element('p', { class: 'soft' }, ...lines.flatMap(lineOf)),
			),
		],
		severity,
	);
}

/** Opens a list of cases that stand at one place of the time line. */
export function openList(list: readonly Placed[]): void {
	if (list.length === 1) {
		openCard(list, 0);
		return;
	}
	const items = list.slice(0, MOST_LISTED).map(({ data }, at) => {
		const button = element('button', { type: 'button', class: 'row' }, ...factsOfRow(data));
		button.addEventListener('click', () => openCard(list, at));
		return element('li', {}, button);
	});
	const title = filled(page.words.casesHere, { count: list.length });
	const rest = list.length > MOST_LISTED ? [element('p', {}, '…')] : [];
	show(
		[
			barOf([], 0),
			element('h2', { id: 'card-title' }, title),
			element('ul', { class: 'list' }, ...items),
			...rest,
		],
		'',
	);
}

function factsOfRow({ severity, at, who, what }: CaseData): readonly HTMLElement[] {
	return [
		shapeOf(severity),
		element('span', {}, at),
		element('b', {}, element('bdi', {}, who)),
		element('span', {}, what),
	];
}

/** The shape and letter of a severity. */
function shapeOf(severity: keyof typeof page.letters): HTMLElement {
	const letter = element('b', {}, page.letters[severity]);
	return element('i', { class: `shape ${severity}`, 'aria-hidden': 'true' }, letter);
}

/** Opens the card of the case with this id. */
export function openById(id: string | undefined): void {
	const one = allCases.find(({ data }) => data.id === id);
	if (one !== undefined) openCard([one], 0);
}

function show(content: readonly Node[], severity: string): void {
	dialog.className = severity;
	dialog.replaceChildren(...content);
	if (!dialog.open) dialog.showModal();
	dialog.scrollTop = 0;
	dialog.querySelector<HTMLElement>('.close')?.focus();
}

function barOf(list: readonly Placed[], at: number): HTMLElement {
	const { words } = page;
	const step = (sign: string, name: string, to: number) => {
		const button = element('button', { type: 'button', title: name, 'aria-label': name }, sign);
		button.disabled = list[to] === undefined;
		button.addEventListener('click', () => {
			openCard(list, to);
			dialog.querySelectorAll<HTMLElement>('.dialog-bar button')[to > at ? 1 : 0]?.focus();
		});
		return button;
	};
	const close = element('button', { type: 'button', class: 'close' }, words.close);
	close.addEventListener('click', () => dialog.close());
	if (list.length < 2) return element('div', { class: 'dialog-bar' }, element('span'), close);
	const place = element('span', {}, `${at + 1} / ${list.length}`);
	const steps = [step('◀', words.before, at - 1), step('▶', words.next, at + 1)];
	return element('div', { class: 'dialog-bar' }, ...steps, place, close);
}

function rowOf({ label, form, lines }: RowData): readonly HTMLElement[] {
	const values =
		form === 'steps'
			? [element('ol', {}, ...lines.map((line) => element('li', {}, ...lineOf(line))))]
			: lines.map((line) => element('div', {}, ...lineOf(line)));
	return [element('dt', {}, label), element('dd', { class: form }, ...values)];
}

/** Most of the page's data; it is read when the first card opens. */
let allRows: readonly RowData[] | null = null;

function rowsAt(places: readonly number[]): readonly RowData[] {
	const rows: readonly RowData[] = allRows ?? JSON.parse(byId('rows').textContent ?? '');
	allRows = rows;
	return places.flatMap((place) => rows[place] ?? []);
}

function lineOf(line: readonly LinePiece[]): readonly (Node | string)[] {
	return line.map(pieceOf);
}

/** Only addresses of the web become links, whatever the configuration says. */
function pieceOf(piece: LinePiece): Node | string {
	if (typeof piece === 'string') return piece;
	if ('value' in piece) return element('code', {}, piece.value);
	if (!/^https?:/.test(piece.href)) return `${piece.label}: ${piece.href}`;
	return element('a', { href: piece.href, target: '_blank', rel: 'noreferrer' }, piece.label);
}

dialog.addEventListener('click', (event) => {
	// A click beside the card is a click on the dialog itself.
	if (event.target === dialog) dialog.close();
});
