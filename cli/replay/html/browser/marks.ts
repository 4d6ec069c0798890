import { filled, svg } from './elements.ts';
import type { Cluster, Placed } from './lanes.ts';
import { page } from './state.ts';

const MIDDLE = 20;
const RADIUS = 10;

/** The cases of each mark that is drawn now. */
export const casesOfMark = new WeakMap<Element, readonly Placed[]>();

/**
 * The mark of one case, or of several that are close: colour, shape and letter each tell the most
 * severe one, so that nobody needs to see colours.
 */
export function markOf({ x, cases, worst }: Cluster): SVGElement {
	const { data } = worst;
	const letter = svg('text', { y: 4, class: 'letter' }, page.letters[data.severity]);
	const count =
		cases.length === 1 ? [] : [svg('text', { x: 13, y: 4, class: 'count' }, String(cases.length))];
	const mark = svg(
		'g',
		{
			...{ class: `mark ${data.severity} ${data.fate}`, role: 'button', tabindex: -1 },
			...{ transform: `translate(${x} ${MIDDLE})`, 'aria-label': tipLines(cases).join('. ') },
			'data-first': cases[0]?.data.id ?? '',
		},
		svg('circle', { r: 14, class: 'hit' }),
		shapeIn(data.severity),
		letter,
		...count,
	);
	casesOfMark.set(mark, cases);
	return mark;
}

/** A diamond, a square, a circle; low and info are hollow, and info is small. */
function shapeIn(severity: Placed['data']['severity']): SVGElement {
	const side = RADIUS * 1.7;
	if (severity === 'critical') {
		const corner = RADIUS * 1.25;
		return svg('path', { d: `M0-${corner}L${corner} 0L0 ${corner}L-${corner} 0Z`, class: 'form' });
	}
	if (severity === 'high')
		return svg('rect', {
			...{ x: -side / 2, y: -side / 2, width: side, height: side, rx: 2 },
			class: 'form',
		});
	return svg('circle', { r: severity === 'info' ? RADIUS - 2 : RADIUS - 1, class: 'form' });
}

const MOST_TOLD = 3;

/** What a mark is about, one line for each fact. */
export function tipLines(cases: readonly Placed[]): readonly string[] {
	const [first] = cases;
	if (first === undefined) return [];
	if (cases.length === 1) return factsOf(first);
	const told = cases.slice(0, MOST_TOLD).map(({ data }) => `${data.at} · ${data.what}`);
	const count = filled(page.words.casesHere, { count: cases.length });
	const title = `${first.data.who} · ${count}`;
	return [title, ...told, ...(cases.length > MOST_TOLD ? ['…'] : [])];
}

function factsOf({ data }: Placed): readonly string[] {
	const { at, who, what, account, address, network, fate, severity, untilText } = data;
	const until = untilText === null ? '' : ` · ${filled(page.words.until, { time: untilText })}`;
	return [
		`${page.severities[severity]} · ${what}`,
		`${who} · ${account}`,
		`${at} · ${address} · ${page.networks[network]}`,
		`${page.fates[fate]}${until}`,
	];
}
