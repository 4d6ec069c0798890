import type {
	ContextBlock,
	HeaderBlock,
	KnownBlock,
	MrkdwnElement,
	PlainTextElement,
	SectionBlock,
} from '@slack/types';
import { type BlocksMessage, type SlackMessage, textMessage } from '../slack/channel-message.ts';
import type { Fact } from './card-source.ts';
import { joined, type Phrase, toMrkdwn, toPlain } from './phrase.ts';

/** What phones show (`text`), and what desktop notifications show first (`header`). */
interface Head {
	readonly text: Phrase;
	readonly header: string;
}

/** A message that is read as a whole: Slack folds none of its blocks. */
export function blocksMessage(
	{ text, header }: Head,
	blocks: readonly KnownBlock[],
): BlocksMessage {
	const head: HeaderBlock = {
		type: 'header',
		text: { type: 'plain_text', text: header, emoji: false },
	};
	return { ...textMessage(toMrkdwn(text)), blocks: [head, ...blocks] };
}

/** The same with details below it beside a coloured bar, which Slack may fold. */
export function withDetails(
	message: BlocksMessage,
	{ colour, blocks }: { readonly colour: string; readonly blocks: KnownBlock[] },
): SlackMessage {
	return { ...message, attachments: [{ color: colour, fallback: message.text, blocks }] };
}

/** Facts in two columns. Slack accepts ten at most. */
export function fieldsOf(facts: readonly Fact[]): SectionBlock {
	const field = ({ label, lines }: Fact) =>
		mrkdwn([`*${label}*`, ...lines.map(toMrkdwn)].join('\n'));
	return { type: 'section', fields: facts.map(field) };
}

/** Facts on a line each, which a phone shows without a row for each label. */
export function factLinesOf(facts: readonly Fact[]): SectionBlock {
	return sectionOf(
		facts.map(({ label, lines }) => `*${label}:* ${toMrkdwn(joined(lines, ' · '))}`),
	);
}

/** Shows the first line in bold, if it is not empty. That line must be our own words. */
export function paragraphOf([first = [], ...rest]: readonly Phrase[]): SectionBlock {
	const title = first.length === 0 ? [] : [`*${toMrkdwn(first)}*`];
	return sectionOf([...title, ...rest.map(toMrkdwn)]);
}

/** A label in bold above its lines. */
export function listOf({ label, lines }: Fact, bullet: (at: number) => string): SectionBlock {
	return sectionOf([`*${label}*`, ...lines.map((line, at) => bullet(at) + toMrkdwn(line))]);
}

/** Numbers the lines, beginning after as many as `before`, if there is more than one. */
export function numberedOf(fact: Fact, before = 0): SectionBlock {
	const isAlone = before === 0 && fact.lines.length === 1;
	return listOf(fact, (at) => (isAlone ? '' : `${before + at + 1}. `));
}

/** Lists of which those without lines are left out. */
export function listsOf(facts: readonly Fact[], bullet = '• '): readonly SectionBlock[] {
	return facts.filter(({ lines }) => lines.length > 0).map((fact) => listOf(fact, () => bullet));
}

function sectionOf(lines: readonly string[]): SectionBlock {
	return { type: 'section', text: mrkdwn(lines.join('\n')) };
}

/** Small print on one line. */
export function contextOf(phrases: readonly Phrase[]): ContextBlock {
	return { type: 'context', elements: [mrkdwn(toMrkdwn(joined(phrases, ' · ')))] };
}

/** The foot is plain text, as in the first bot. Links stand before it. */
export function footOf(phrases: readonly Phrase[], links: readonly Phrase[] = []): ContextBlock {
	const foot: PlainTextElement = {
		type: 'plain_text',
		text: toPlain(joined(phrases, ' | ')),
		emoji: false,
	};
	return { type: 'context', elements: [...links.map((link) => mrkdwn(toMrkdwn(link))), foot] };
}

/** `verbatim` stops Slack from turning text that looks like a link or mention into one. */
function mrkdwn(text: string): MrkdwnElement {
	return { type: 'mrkdwn', text, verbatim: true };
}
