import type { ReportSummary } from '../../report/report-summary.ts';
import { type Html, html } from '../html/html.ts';
import type { ReportWords } from '../words/report-words.ts';
import { ageBars } from './age-chart.ts';

const LINE = 34;
const BAR = 12;
const LABELS = 100;
const WIDEST = 220;
/** With room for the counts; a phone shows it without making the text smaller. */
const WIDTH = 366;

/** A bar chart of the ages of active keys, this week and the week before; nothing without keys. */
export function ageSvg(
	{ ageBands, previousAgeBands }: Pick<ReportSummary, 'ageBands' | 'previousAgeBands'>,
	words: ReportWords,
): Html {
	const before = previousAgeBands ?? [];
	const most = Math.max(...ageBands, ...before);
	if (most === 0) return html``;
	const height = LINE * ageBands.length;
	const widthOf = (count: number) => Math.round((WIDEST * count) / most);
	const bar = (count: number, y: number, kind: string) =>
		html`<rect class="${kind}" x="${LABELS}" y="${y}" width="${widthOf(count)}" height="${BAR}" rx="2"/><text x="${LABELS + widthOf(count) + 6}" y="${y + BAR - 2}">${count}</text>`;
	const legend =
		previousAgeBands === null
			? html``
			: html`<p class="soft"><i class="swatch bar"></i>${words.thisWeek}<i class="swatch before"></i>${words.lastWeek}</p>`;
	const spoken = [words.chartTitle, ...ageBars({ ageBands, previousAgeBands }, words)].join('; ');
	return html`<h2>${words.chartTitle}</h2>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${spoken.replaceAll(/ *▇* +/g, ' ')}">${ageBands.map(
		(count, band) => {
			const top = band * LINE;
			const previous = before[band];
			return html`<text x="0" y="${top + LINE / 2}">${words.bands[band] ?? ''}</text>${bar(count, top + (previous === undefined ? LINE / 2 - BAR + 2 : 2), 'bar')}${
				previous === undefined ? '' : bar(previous, top + BAR + 5, 'before')
			}`;
		},
	)}</svg>${legend}`;
}
