import { openById, openList } from './card.ts';
import { byId } from './elements.ts';
import { casesOfMark } from './marks.ts';
import { allCases, filter } from './state.ts';
import { makeHeadings, openRow, showRows } from './table.ts';
import { drawTimeLine, zoomBetween, zoomTo } from './time-line.ts';
import { hideTip, showTip } from './tip.ts';

/** Draws everything that depends on the filters. */
function refresh(): void {
	drawTimeLine();
	showRows();
}

function listenToFilters(): void {
	const search = byId('search') as HTMLInputElement;
	search.addEventListener('input', () => {
		filter.search = search.value;
		requestAnimationFrame(refresh);
	});
	byId('chart').addEventListener('search', () => {
		search.value = filter.search;
		refresh();
	});
	for (const id of ['network', 'fate'] as const) {
		const select = byId(id) as HTMLSelectElement;
		select.addEventListener('change', () => {
			filter[id] = select.value;
			refresh();
		});
	}
	for (const chip of document.querySelectorAll<HTMLElement>('.chip')) listenToChip(chip);
	byId('reset').addEventListener('click', clearFilters);
	document.querySelector('.filters')?.addEventListener('submit', (event) => event.preventDefault());
}

function listenToChip(chip: HTMLElement): void {
	const severity = chip.dataset.severity ?? '';
	chip.addEventListener('click', () => {
		if (!filter.severities.delete(severity)) filter.severities.add(severity);
		chip.setAttribute('aria-pressed', String(filter.severities.has(severity)));
		refresh();
	});
}

function clearFilters(): void {
	Object.assign(filter, { search: '', network: '', fate: '' });
	filter.severities.clear();
	for (const chip of document.querySelectorAll('.chip')) chip.setAttribute('aria-pressed', 'false');
	refresh();
}

function markAt(event: Event): Element | null {
	return event.target instanceof Element ? event.target.closest('.mark') : null;
}

function listenToChart(): void {
	const chart = byId('chart');
	chart.addEventListener('click', (event) => openMark(markAt(event)));
	for (const kind of ['pointerover', 'focusin'])
		chart.addEventListener(kind, (event) => {
			const mark = markAt(event);
			if (mark === null) hideTip();
			else showTip(mark);
		});
	for (const kind of ['pointerleave', 'focusout']) chart.addEventListener(kind, hideTip);
	chart.addEventListener('keydown', (event) => {
		const mark = markAt(event);
		if (mark !== null) pressOnMark(event, mark);
	});
	for (const button of document.querySelectorAll<HTMLElement>('[data-zoom]'))
		button.addEventListener('click', () => zoomTo(button.dataset.zoom));
	document.addEventListener('scroll', hideTip, { passive: true });
}

function openMark(mark: Element | null): void {
	if (mark === null) return;
	hideTip();
	openList(casesOfMark.get(mark) ?? []);
}

/** Enter and space open; arrows go to the marks beside, and of the lanes above and below. */
function pressOnMark(event: KeyboardEvent, mark: Element): void {
	const { key } = event;
	if (key === 'Escape') hideTip();
	if (key !== 'Enter' && key !== ' ' && !key.startsWith('Arrow')) return;
	event.preventDefault();
	if (key.startsWith('Arrow')) focusMark(mark, neighbourOf(mark, key));
	else openMark(mark);
}

function neighbourOf(mark: Element, key: string): Element | undefined {
	const lanes = [...document.querySelectorAll('.lane')];
	const lane = mark.closest('.lane');
	const marks = [...(lane?.querySelectorAll('.mark') ?? [])];
	if (key === 'ArrowLeft') return marks[marks.indexOf(mark) - 1];
	if (key === 'ArrowRight') return marks[marks.indexOf(mark) + 1];
	const step = key === 'ArrowUp' ? -1 : 1;
	const next = lane === null ? undefined : lanes[lanes.indexOf(lane) + step];
	return next?.querySelector('.mark') ?? undefined;
}

function focusMark(from: Element, to: Element | undefined): void {
	if (!(to instanceof SVGElement)) return;
	from.setAttribute('tabindex', '-1');
	to.setAttribute('tabindex', '0');
	to.focus();
}

/** A mouse that is drawn over the chart zooms. A finger scrolls the page. */
function listenToDrag(): void {
	const chart = byId('chart');
	let start: { readonly x: number; readonly left: number } | null = null;
	chart.addEventListener('pointerdown', (event) => {
		const plot = event.target instanceof Element ? event.target.closest('svg') : null;
		const isDrag = event.pointerType === 'mouse' && event.button === 0 && markAt(event) === null;
		start =
			plot !== null && isDrag
				? { x: event.clientX, left: plot.getBoundingClientRect().left }
				: null;
		if (start !== null) event.preventDefault();
	});
	window.addEventListener('pointerup', (event) => {
		if (start !== null && Math.abs(event.clientX - start.x) > 12)
			zoomBetween(start.x - start.left, event.clientX - start.left);
		start = null;
	});
}

function listenToRows(): void {
	document.querySelector('.cases tbody')?.addEventListener('click', (event) => {
		const isChosen = (window.getSelection()?.toString() ?? '') !== '';
		if (event.target instanceof Element && !isChosen) openRow(event.target);
	});
	for (const button of document.querySelectorAll<HTMLElement>('.denials .open'))
		button.addEventListener('click', () => openById(button.dataset.case));
}

/** A print shows all cases, whatever is filtered. */
function listenToPrint(): void {
	window.addEventListener('beforeprint', () => drawTimeLine(allCases));
	window.addEventListener('afterprint', () => drawTimeLine());
}

function listenToWidth(): void {
	let width = byId('chart').clientWidth;
	new ResizeObserver(() => {
		if (byId('chart').clientWidth === width) return;
		width = byId('chart').clientWidth;
		drawTimeLine();
	}).observe(byId('chart'));
}

makeHeadings();
listenToFilters();
listenToChart();
listenToDrag();
listenToRows();
refresh();
listenToWidth();
listenToPrint();
document.documentElement.classList.add('ready');
