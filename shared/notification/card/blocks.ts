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

/** A header above a card with a coloured bar. Notifications show only `text`. */
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

/** Facts in two columns. Slack accepts ten at most. */
export function fieldsOf(facts: readonly Fact[]): SectionBlock {
	const field = ({ label, lines }: Fact) =>
		mrkdwn([`*${label}*`, ...lines.map(toMrkdwn)].join('\n'));
	return { type: 'section', fields: facts.map(field) };
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

/** Numbers the lines if there is more than one. */
export function numberedOf(fact: Fact): SectionBlock {
	return listOf(fact, (at) => (fact.lines.length === 1 ? '' : `${at + 1}. `));
}

function sectionOf(lines: readonly string[]): SectionBlock {
	return { type: 'section', text: mrkdwn(lines.join('\n')) };
}

/** Small print on one line. */
export function contextOf(phrases: readonly Phrase[]): ContextBlock {
	return { type: 'context', elements: [mrkdwn(toMrkdwn(joined(phrases, ' · ')))] };
}

/** The foot is plain text, as in the first bot. */
export function footOf(phrases: readonly Phrase[]): ContextBlock {
	const text = toPlain(joined(phrases, ' | '));
	return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

/** `verbatim` stops Slack from turning text that looks like a link or mention into one. */
function mrkdwn(text: string): MrkdwnElement {
	return { type: 'mrkdwn', text, verbatim: true };
}
