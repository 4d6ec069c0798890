import { styleText } from 'node:util';
import type { Case } from '../../case/case.ts';
import { NO_PLAN } from '../../case/case-plan.ts';
import type { Severity } from '../../verdict/verdict.ts';
import { cardOf } from './card.ts';
import { type CardRow, cardRows } from './card-rows.ts';
import type { MessageSettings } from './card-source.ts';
import { columnWidth, padColumns } from './column-width.ts';
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

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** The card of a case as lines for a terminal. Values from events carry no control sequence. */
export function caseText(
	theCase: Case,
	settings: MessageSettings,
	{ colour, standing = onlyPlanned(NO_PLAN) }: { colour: boolean; standing?: Standing },
): string {
	const card = cardOf({ theCase, standing, settings });
	// The caller decides whether there are colours, so the stream is not checked.
	const paint: Paint = (style, text) =>
		colour ? styleText(style, text, { validateStream: false }) : text;
	const rows = cardRows(card);
	const width = Math.max(...rows.map(({ label }) => columnWidth(label)));
	const lines = [
		paint('bold', card.header),
		...rows.flatMap((row) => rowLines(row, width, paint)),
		paint('dim', toPlain(joined(card.ids, ' · '))),
		paint(
			'dim',
			toPlain(joined([...card.foot, ...(card.runbook === null ? [] : [card.runbook])], ' | ')),
		),
	];
	const bar = paint(STYLES[theCase.severity], BAR);
	return lines.map((line) => `${bar} ${line}`).join('\n');
}

/** Labels are our own words, so they can be padded. The text after them may have any length. */
function rowLines({ label, lines, form }: CardRow, width: number, paint: Paint): readonly string[] {
	const shown = form === 'value' ? [joined(lines, ' · ')] : lines;
	return shown.map((line: Phrase, at) => {
		const number = form === 'steps' && lines.length > 1 ? `${at + 1}. ` : '';
		const head = padColumns(at === 0 ? label : '', width);
		return `${paint('dim', head)}  ${number}${toPlain(line)}`;
	});
}
