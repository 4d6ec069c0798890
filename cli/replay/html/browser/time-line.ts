import { movedView, type Tick, ticksOf, type View, xOf } from './axis.ts';
import { byId, element, filled, svg } from './elements.ts';
import { type Cluster, clustersOf, densityOf, type Lane, lanesOf, type Placed } from './lanes.ts';
import { markOf } from './marks.ts';
import type { CaseData } from './page-data.ts';
import { filter, page, wantedCases } from './state.ts';
import { hideTip } from './tip.ts';

const chart = byId('chart');
const period: View = { from: page.period[0], to: page.period[1] };
const clock = new Intl.DateTimeFormat('en-GB', {
	...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: page.timeZone },
});
const NETWORKS = ['untrusted', 'unknown', 'not-judged', 'trusted'] as const;
const FIRST_LANES = 10;
const MORE_LANES = 50;
const BAND = 26;
const LANE = 42;
const MARK_ROOM = 24;
const BAR = 5;
/** How wide a digit of the axis is. */
const LETTER = 7;
/** A denial and a network show at least so much. */
const LEAST = 4;

let view = period;
let shownLanes = FIRST_LANES;

/** What every line of the chart is drawn with. */
interface Drawing {
	readonly width: number;
	readonly ticks: readonly Tick[];
	readonly x: (time: number) => number;
}

/** Draws the time line of these cases. */
export function drawTimeLine(cases = wantedCases()): void {
	hideTip();
	const focused = document.activeElement?.closest<SVGElement>('.mark')?.dataset.first;
	const drawing = drawingOf();
	const lanes = lanesOf(cases.filter(({ data }) => data.to >= view.from && data.from <= view.to));
	const bands = NETWORKS.map((network) => bandOf(network, cases, drawing));
	chart.replaceChildren(
		axisOf(drawing),
		...bands.filter((band) => band !== null),
		...lanes.slice(0, shownLanes).map((lane) => laneOf(lane, drawing)),
		...moreOf(lanes.length - shownLanes),
	);
	const marks = [...chart.querySelectorAll<SVGElement>('.mark')];
	const again = marks.find(({ dataset }) => dataset.first === focused);
	(again ?? marks[0])?.setAttribute('tabindex', '0');
	again?.focus();
}

/** Zooms or moves the time line. */
export function zoomTo(way: string | undefined): void {
	const ways: Readonly<Record<string, View>> = {
		in: movedView(view, period, { zoom: 0.5 }),
		out: movedView(view, period, { zoom: 2 }),
		earlier: movedView(view, period, { move: -0.5 }),
		later: movedView(view, period, { move: 0.5 }),
	};
	view = ways[way ?? ''] ?? period;
	drawTimeLine();
}

/** Zooms to what lies between two places of the chart, in pixels from the left of its lines. */
export function zoomBetween(a: number, b: number): void {
	const { width } = drawingOf();
	const timeAt = (x: number) => view.from + (x / width) * (view.to - view.from);
	const chosen = { from: timeAt(Math.min(a, b)), to: timeAt(Math.max(a, b)) };
	view = movedView(chosen, period, {});
	drawTimeLine();
}

function drawingOf(): Drawing {
	const isNarrow = chart.clientWidth < 640;
	const labels = isNarrow
		? 0
		: Number.parseInt(getComputedStyle(chart).getPropertyValue('--labels'), 10);
	const width = Math.max(200, chart.clientWidth - labels);
	const ticks = ticksOf(view, { width, days: page.days, clock: (time) => clock.format(time) });
	return { width, ticks, x: (time) => xOf(time, view, width) };
}

function lineOfChart(
	label: readonly (Node | string)[],
	plot: SVGElement,
	kind: string,
): HTMLElement {
	return element(
		'div',
		{ class: `line ${kind}` },
		element('div', { class: 'label' }, ...label),
		plot,
	);
}

function plotOf(
	{ width, ticks, x }: Drawing,
	height: number,
	content: readonly Node[],
): SVGElement {
	const grid = ticks.map(({ at, isDay }) =>
		svg('line', { x1: x(at), x2: x(at), y1: 0, y2: height, class: isDay ? 'day' : 'hour' }),
	);
	const size = { width, height, viewBox: `0 0 ${width} ${height}` };
	return svg('svg', size, ...grid, ...content);
}

function axisOf(drawing: Drawing): HTMLElement {
	// Half a label at the right edge would be read as another day.
	const whole = drawing.ticks.filter(
		({ at, label }) => drawing.x(at) + label.length * LETTER <= drawing.width,
	);
	const labels = whole.map(({ at, label, isDay }) =>
		svg('text', { x: drawing.x(at) + 3, y: 14, class: isDay ? 'day' : 'hour' }, label),
	);
	return lineOfChart([page.timeZone], plotOf(drawing, 20, labels), 'axis');
}

/** How many cases came from a kind of network, when. The colour is that of the most severe one. */
function bandOf(
	network: (typeof NETWORKS)[number],
	cases: readonly Placed[],
	drawing: Drawing,
): HTMLElement | null {
	const own = cases.filter(({ data }) => data.network === network);
	if (own.length === 0) return null;
	const bins = densityOf(own, drawing.x, { width: drawing.width, bar: BAR });
	const most = Math.max(1, ...bins.map((bin) => bin.cases.length));
	const bars = bins.map((bin) => densityBar(bin, most));
	const name = page.networks[network];
	const label = [
		element('i', { class: `swatch ${network}` }),
		name,
		' ',
		element('b', {}, String(own.length)),
	];
	return lineOfChart(label, plotOf(drawing, BAND, bars), `band ${network}`);
}

function densityBar({ x, cases, worst }: Cluster, most: number): SVGElement {
	const height = Math.max(LEAST, Math.sqrt(cases.length / most) * (BAND - 4));
	const place = { x, y: BAND - height, width: BAR - 1, height };
	return svg('rect', { ...place, class: `fill ${worst.data.severity}` });
}

function laneOf(lane: Lane, drawing: Drawing): HTMLElement {
	const { who, account } = lane.worst.data;
	const clusters = clustersOf(lane, drawing.x, MARK_ROOM);
	const inView = clusters.filter(
		({ x }) => x >= -MARK_ROOM / 2 && x <= drawing.width + MARK_ROOM / 2,
	);
	const content = [
		...lane.cases.flatMap(({ data }) => denialBar(data, drawing)),
		...staysOf(lane).flatMap((stay) => networkBar(stay, drawing)),
		...inView.map(markOf),
	];
	const line = lineOfChart(labelOf(lane), plotOf(drawing, LANE, content), 'lane');
	line.setAttribute('role', 'group');
	line.setAttribute('aria-label', `${who}, ${account}`);
	return line;
}

/** The name, which shows only its cases when it is pressed, and what is known of it. */
function labelOf({ worst, cases }: Lane): readonly HTMLElement[] {
	const { who, kind, account } = worst.data;
	const title = `${who}: ${page.words.onlyThis}`;
	const name = element('button', { type: 'button', title }, element('bdi', {}, who));
	name.addEventListener('click', () => {
		filter.search = who;
		chart.dispatchEvent(new Event('search'));
	});
	const count = element('small', {}, cases.length === 1 ? '' : `× ${cases.length}`);
	const about = element('small', {}, `${account} · ${kind}`);
	return [element('span', {}, name, ' ', count), about];
}

/** From when until when the principal would be denied. */
function denialBar({ from, until, fate }: CaseData, { x, width }: Drawing): SVGElement[] {
	if (until === null) return [];
	const start = Math.max(0, x(from));
	const end = Math.min(width, x(until));
	if (end <= start) return [];
	const place = { x: start, y: 2, width: Math.max(LEAST, end - start), height: 4 };
	return [svg('rect', { ...place, class: `denial ${fate}` })];
}

interface Stay {
	readonly network: string;
	readonly from: number;
	readonly to: number;
}

/** From where the person signed in, and then the cases, which must not be hidden. */
function staysOf({ worst, cases }: Lane): readonly Stay[] {
	const stays = page.stays[worst.data.lane] ?? [];
	return [
		...stays.map(([network, from, to]) => ({ network, from, to })),
		...cases.map(({ data }) => data),
	];
}

function networkBar({ from, to, network }: Stay, { x, width }: Drawing): SVGElement[] {
	const start = x(from) - LEAST;
	const end = Math.max(start + LEAST * 2, x(to));
	if (end < 0 || start > width) return [];
	const place = { x: start, y: LANE - 7, width: end - start, height: 5 };
	return [svg('rect', { ...place, class: `network ${network}` })];
}

function moreOf(count: number): readonly HTMLElement[] {
	if (count <= 0) return [];
	const text = filled(page.words.moreLanes, { count });
	const button = element('button', { type: 'button', class: 'more screen' }, text);
	button.addEventListener('click', () => {
		shownLanes += MORE_LANES;
		drawTimeLine();
	});
	return [button, element('p', { class: 'print soft' }, filled(page.words.notDrawn, { count }))];
}
