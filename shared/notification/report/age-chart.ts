import type { Block } from '@slack/types';
import type { ReportSummary } from '../../report/report-summary.ts';
import { padColumns } from '../card/column-width.ts';
import type { ReportWords } from '../words/report-words.ts';

/**
 * A bar chart. `@slack/types` 3.2.0 does not know the block yet. Documented are: a title of 50
 * characters; names of series, labels and categories of 20, titles of axes of 50; no name of a
 * series twice; in each series one point for each category.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface DataVisualizationBlock extends Block {
	readonly type: 'data_visualization';
	readonly title: string;
	readonly chart: {
		readonly type: 'bar';
		readonly series: readonly {
			readonly name: string;
			readonly data: readonly { readonly label: string; readonly value: number }[];
		}[];
		readonly axis_config: {
			readonly categories: readonly string[];
			readonly x_label: string;
			readonly y_label: string;
		};
	};
}

type Ages = Pick<ReportSummary, 'ageBands' | 'previousAgeBands'>;

/** Shows how many active keys are how old, this week and the week before. */
export function ageChart(ages: Ages, words: ReportWords): DataVisualizationBlock {
	const series = seriesOf(ages, words).map(({ name, counts }) => ({
		name,
		data: words.bands.map((label, band) => ({ label, value: counts[band] ?? 0 })),
	}));
	const { x, y } = words.chartAxes;
	return {
		type: 'data_visualization',
		title: words.chartTitle,
		chart: {
			type: 'bar',
			series,
			axis_config: { categories: words.bands, x_label: x, y_label: y },
		},
	};
}

const WIDEST = 24;

/** The same as lines of text, the longest bar being as wide as a phone shows. */
export function ageBars(ages: Ages, words: ReportWords): string[] {
	const { ageBands, previousAgeBands } = ages;
	const most = Math.max(1, ...ageBands);
	const width = Math.max(...words.bands.map((label) => label.length)) + 2;
	return words.bands.map((label, band) => {
		const count = ageBands[band] ?? 0;
		const bar = '▇'.repeat(count === 0 ? 0 : Math.max(1, Math.round((WIDEST * count) / most)));
		const before = previousAgeBands?.[band];
		const change = before === undefined ? '' : ` (${words.lastWeek} ${before})`;
		return `${padColumns(label, width)} ${bar}${bar === '' ? '' : ' '}${count}${change}`;
	});
}

function seriesOf({ ageBands, previousAgeBands }: Ages, words: ReportWords) {
	const now = { name: words.thisWeek, counts: ageBands };
	if (previousAgeBands === null) return [now];
	return [{ name: words.lastWeek, counts: previousAgeBands }, now];
}
