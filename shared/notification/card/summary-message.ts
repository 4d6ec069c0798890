import { styleText } from 'node:util';
import type { KnownBlock } from '@slack/types';
import { type DailySummary, withFewerLines } from '../../summary/daily-summary.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import { summaryWordsOf } from '../words/summary-words.ts';
import { wordsOf } from '../words/words-of.ts';
import { footOf, paragraphOf } from './blocks.ts';
import type { MessageSettings } from './card-source.ts';
import type { TextForm } from './case-text.ts';
import { columnWidth, wrapColumns } from './column-width.ts';
import { codeOf } from './commands.ts';
import { joined, own, type Phrase, phrase, toMrkdwn, toPlain } from './phrase.ts';
import { fitsPlainMessage, plainMessage } from './plain-message.ts';
import {
	type SummaryGroup,
	type SummarySource,
	summaryGroups,
	summaryIntro,
	summaryTitle,
} from './summary-lines.ts';

/** A section may have 3,000 characters. */
const MOST_SECTION = 2_800;
/** Slack refuses a message whose blocks are longer than about 13,000 characters. */
const MOST_BLOCKS = 12_500;
const BAR = '▌';
const ICON_COLUMNS = 2;
const REPLAY = 'replay ./AWSLogs --format jsonl';

/**
 * The daily summary as a Slack message, with as many lines as fit: in blocks, and as text in case
 * Slack refuses the blocks.
 */
export function summaryForms(
	summary: DailySummary,
	settings: MessageSettings,
): readonly [ChannelMessage, ChannelMessage] {
	const source = sourceOf(summary, settings);
	const blocks = fitting(source, blocksOf, (made) => JSON.stringify(made).length <= MOST_BLOCKS);
	const lines = fitting(source, plainLines, fitsPlainMessage);
	const text = `${summaryTitle(source)} · ${summaryIntro(source)}`;
	return [{ ...textMessage(text), blocks }, plainMessage(lines)];
}

/** The same as lines for a terminal. Values from events carry no control sequence. */
export function summaryText(
	summary: DailySummary,
	settings: MessageSettings,
	{ colour, columns = Number.POSITIVE_INFINITY }: Pick<TextForm, 'colour' | 'columns'>,
): string {
	const source = sourceOf(summary, settings);
	// The caller decides whether there are colours, so the stream is not checked.
	const bold = (text: string) =>
		colour ? styleText('bold', text, { validateStream: false }) : text;
	const room = columns - columnWidth(`${BAR} `);
	return [
		bold(summaryTitle(source)),
		...wrapColumns(summaryIntro(source), room),
		...summaryGroups(source).flatMap(({ label, lines }) => [
			bold(label),
			...lines.flatMap((line) => belowItsIcon(toPlain(line), room)),
		]),
	]
		.map((line) => `${BAR} ${line}`)
		.join('\n');
}

/** A line that is wrapped goes on below its text, not below the icon before it. */
function belowItsIcon(line: string, room: number): readonly string[] {
	const [icon = ''] = line.split(' ', 1);
	if (columnWidth(icon) > ICON_COLUMNS) return wrapColumns(line, room);
	const indent = ' '.repeat(columnWidth(icon) + 1);
	const [first = '', ...others] = wrapColumns(line.slice(icon.length + 1), room - indent.length);
	return [`${icon} ${first}`, ...others.map((text) => indent + text)];
}

function sourceOf(summary: DailySummary, settings: MessageSettings): SummarySource {
	return { summary, settings, words: { ...wordsOf(settings), summary: summaryWordsOf(settings) } };
}

/** Makes it with fewer and fewer lines of each kind until it fits. */
function fitting<T>(
	{ summary, ...others }: SummarySource,
	make: (source: SummarySource) => T,
	fits: (made: T) => boolean,
): T {
	let made = make({ summary, ...others });
	for (let most = summary.lines.length - 1; most >= 0 && !fits(made); most--)
		made = make({ ...others, summary: withFewerLines(summary, most) });
	return made;
}

function blocksOf(source: SummarySource): KnownBlock[] {
	const title = { type: 'plain_text', text: summaryTitle(source), emoji: false } as const;
	return [
		{ type: 'header', text: title },
		paragraphOf([[], own(summaryIntro(source))]),
		...summaryGroups(source).flatMap(sectionsOf),
		...hintOf(source).map((hint) => paragraphOf([[], hint])),
		footOf(footLines(source)),
	];
}

/** The lines of one kind in as many sections as they need. */
function sectionsOf({ label, lines }: SummaryGroup): KnownBlock[] {
	const sections: Phrase[][] = [[own(label)]];
	let size = label.length;
	for (const line of lines) {
		size += toMrkdwn(line).length + 1;
		if (size <= MOST_SECTION) sections.at(-1)?.push(line);
		else {
			sections.push([[], line]);
			size = toMrkdwn(line).length;
		}
	}
	return sections.map(paragraphOf);
}

function plainLines(source: SummarySource): string[] {
	return [
		summaryTitle(source),
		summaryIntro(source),
		...summaryGroups(source).flatMap(({ label, lines }) => [label, ...lines.map(toMrkdwn)]),
		...hintOf(source).map(toMrkdwn),
		toMrkdwn(joined(footLines(source), ' | ')),
	];
}

/** Says where to see the lines that are not shown. */
function hintOf({ summary, words }: SummarySource): readonly Phrase[] {
	return summary.rest.length === 0 ? [] : [words.summary.all(codeOf(REPLAY))];
}

function footLines({ settings, words }: SummarySource): readonly Phrase[] {
	return [
		own(words.summary.zone(settings.timeZone)),
		phrase`${own(words.poweredBy)} : ${settings.poweredBy}`,
	];
}
