import type {
	ContextBlock,
	HeaderBlock,
	KnownBlock,
	MrkdwnElement,
	SectionBlock,
} from '@slack/types';
import { type SlackMessage, textMessage } from '../slack/channel-message.ts';
import type { Fact } from './card-source.ts';
import { joined, type Phrase, toMrkdwn, toPlain } from './phrase.ts';

/** A header over a card with a bar in a colour. `text` stands for all of it in notifications. */
export function cardMessage(
	{ text, header, colour }: { text: Phrase; header: string; colour: string },
	blocks: KnownBlock[],
): SlackMessage {
	const head: HeaderBlock = {
		type: 'header',
		text: { type: 'plain_text', text: header, emoji: false },
	};
	return {
		...textMessage(toMrkdwn(text)),
		blocks: [head],
		attachments: [{ color: colour, fallback: header, blocks }],
	};
}

/** Facts in two columns, of which Slack takes ten at most. */
export function fieldsOf(facts: readonly Fact[]): SectionBlock {
	const field = ({ label, lines }: Fact) =>
		mrkdwn([`*${label}*`, ...lines.map(toMrkdwn)].join('\n'));
	return { type: 'section', fields: facts.map(field) };
}

/** The first line in bold: it must be words of ours. */
export function paragraphOf([first = [], ...rest]: readonly Phrase[]): SectionBlock {
	return sectionOf([`*${toMrkdwn(first)}*`, ...rest.map(toMrkdwn)]);
}

/** A label in bold over its lines. */
export function listOf({ label, lines }: Fact, bullet: (at: number) => string): SectionBlock {
	return sectionOf([`*${label}*`, ...lines.map((line, at) => bullet(at) + toMrkdwn(line))]);
}

/** Numbers where there is an order to keep. */
export function numberedOf(fact: Fact): SectionBlock {
	return listOf(fact, (at) => (fact.lines.length === 1 ? '' : `${at + 1}. `));
}

function sectionOf(lines: readonly string[]): SectionBlock {
	return { type: 'section', text: mrkdwn(lines.join('\n')) };
}

/** Small print in one line. */
export function contextOf(phrases: readonly Phrase[]): ContextBlock {
	return { type: 'context', elements: [mrkdwn(toMrkdwn(joined(phrases, ' · ')))] };
}

/** Plain text, so that it looks as it always did. */
export function footOf(phrases: readonly Phrase[]): ContextBlock {
	const text = toPlain(joined(phrases, ' | '));
	return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

/** `verbatim` keeps Slack from making links and mentions of what merely looks like one. */
function mrkdwn(text: string): MrkdwnElement {
	return { type: 'mrkdwn', text, verbatim: true };
}
