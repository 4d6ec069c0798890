import { styleText } from 'node:util';
import type { Case } from '../../case/case.ts';
import { NO_PLAN } from '../../case/case-plan.ts';
import type { Severity } from '../../verdict/verdict.ts';
import { cardOf } from './card.ts';
import { type CardRow, cardRows } from './card-rows.ts';
import type { MessageSettings } from './card-source.ts';
import { columnWidth, padColumns, wrapColumns } from './column-width.ts';
import { joined, type Phrase, toPlain } from './phrase.ts';
import { onlyPlanned, type Standing } from './standing.ts';

const STYLES: Readonly<Record<Severity, Parameters<typeof styleText>[0]>> = {
	info: 'green',
	low: 'blue',
	medium: 'yellowBright',
	high: 'yellow',
	critical: 'redBright',
};

const BAR = '▌';
const GAP = '  ';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** How a card or a summary looks in a terminal. */
export interface TextForm {
	readonly colour: boolean;
	/** How wide the lines may be; without it nothing is wrapped. */
	readonly columns?: number;
	readonly standing?: Standing;
}

/** The card of a case as lines for a terminal. Values from events carry no control sequence. */
export function caseText(
	theCase: Case,
	settings: MessageSettings,
	{ colour, columns = Number.POSITIVE_INFINITY, standing = onlyPlanned(NO_PLAN) }: TextForm,
): string {
	const card = cardOf({ theCase, standing, settings });
	// The caller decides whether there are colours, so the stream is not checked.
	const paint: Paint = (style, text) =>
		colour ? styleText(style, text, { validateStream: false }) : text;
	const rows = cardRows(card);
	const label = Math.max(...rows.map((row) => columnWidth(row.label)));
	const room = columns - columnWidth(`${BAR} `);
	const all = (style: Style, text: string) =>
		wrapColumns(text, room).map((line) => paint(style, line));
	const foot = [...card.foot, ...(card.runbook === null ? [] : [card.runbook])];
	const lines = [
		...all('bold', card.header),
		...rows.flatMap((row) => rowLines(row, { label, room }, paint)),
		...all('dim', toPlain(joined(card.ids, ' · '))),
		...all('dim', toPlain(joined(foot, ' | '))),
	];
	const bar = paint(STYLES[theCase.severity], BAR);
	return lines.map((line) => `${bar} ${line}`).join('\n');
}

/** The columns of the longest label, and of a whole line. */
interface Widths {
	readonly label: number;
	readonly room: number;
}

/** A line that is wrapped goes on below its own text. */
function rowLines(row: CardRow, { label, room }: Widths, paint: Paint): readonly string[] {
	const shown = row.form === 'value' ? [joined(row.lines, ' · ')] : row.lines;
	return shown.flatMap((line: Phrase, at) => {
		const number = row.form === 'steps' && shown.length > 1 ? `${at + 1}. ` : '';
		const width = room - label - GAP.length - number.length;
		return wrapColumns(toPlain(line), width).map((text, part) => {
			const head = padColumns(at + part === 0 ? row.label : '', label);
			const mark = part === 0 ? number : ' '.repeat(number.length);
			return `${paint('dim', head)}${GAP}${mark}${text}`;
		});
	});
}
