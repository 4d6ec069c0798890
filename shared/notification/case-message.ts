import type { ContextBlock, HeaderBlock, KnownBlock, MrkdwnElement, SectionBlock } from '@slack/types';
import type { Case } from '../case/case.ts';
import { type CasePlan, NO_PLAN } from '../containment/case-plan.ts';
import type { Severity } from '../verdict/verdict.ts';
import { type Card, cardOf } from './card.ts';
import type { Fact, MessageSettings } from './card-source.ts';
import { joined, type Phrase, toMrkdwn, toPlain } from './phrase.ts';

/** The arguments of chat.postMessage, without channel. https://docs.slack.dev/reference/methods/chat.postMessage */
export interface SlackMessage {
	/** For notifications and screen readers; mrkdwn, escaped. */
	readonly text: string;
	readonly blocks: [HeaderBlock];
	/** An attachment is the only way to a colour bar. */
	readonly attachments: [{ color: string; fallback: string; blocks: KnownBlock[] }];
	readonly unfurl_links: false;
	readonly unfurl_media: false;
	readonly parse: 'none';
}

const COLOURS: Readonly<Record<Severity, string>> = {
	info: '#388E3C',
	low: '#1976D2',
	medium: '#FBC02D',
	high: '#F57C00',
	critical: '#D32F2F',
};

/** The card of a case as a Slack message. Pure; no text from an event can become a mention, a link or markup. */
export function caseMessage(
	theCase: Case,
	settings: MessageSettings,
	plan: CasePlan = NO_PLAN,
): SlackMessage {
	const card = cardOf({ theCase, plan, settings });
	return {
		text: toMrkdwn(card.summary),
		blocks: [{ type: 'header', text: { type: 'plain_text', text: card.header, emoji: false } }],
		attachments: [{ color: COLOURS[card.severity], fallback: card.header, blocks: blocksOf(card) }],
		unfurl_links: false,
		unfurl_media: false,
		parse: 'none',
	};
}

function blocksOf(card: Card): KnownBlock[] {
	const [verdict = [], ...notes] = card.action.lines;
	const links = [card.runbook, card.eventLink].filter((link) => link !== null);
	return [
		{ type: 'section', fields: card.facts.map(fieldOf) },
		sectionOf([`*${toMrkdwn(verdict)}*`, ...notes.map(toMrkdwn)]),
		listOf(card.steps, (at) => (card.steps.lines.length === 1 ? '' : `${at + 1}. `)),
		{ type: 'section', fields: card.details.map(fieldOf) },
		...(card.plan.lines.length === 0 ? [] : [listOf(card.plan, () => '• ')]),
		...(card.reasons.lines.length === 0 ? [] : [listOf(card.reasons, () => '• ')]),
		...(links.length === 0 ? [] : [contextOf(links)]),
		contextOf(card.ids),
		footOf(card.foot),
	];
}

function fieldOf({ label, lines }: Fact): MrkdwnElement {
	return mrkdwn([`*${label}*`, ...lines.map(toMrkdwn)].join('\n'));
}

function sectionOf(lines: readonly string[]): SectionBlock {
	return { type: 'section', text: mrkdwn(lines.join('\n')) };
}

function listOf({ label, lines }: Fact, bullet: (at: number) => string): SectionBlock {
	return sectionOf([`*${label}*`, ...lines.map((line, at) => bullet(at) + toMrkdwn(line))]);
}

function contextOf(phrases: readonly Phrase[]): ContextBlock {
	return { type: 'context', elements: [mrkdwn(toMrkdwn(joined(phrases, ' · ')))] };
}

/** Plain text, so that it looks as it always did. */
function footOf(phrases: readonly Phrase[]): ContextBlock {
	const text = toPlain(joined(phrases, ' | '));
	return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

/** `verbatim` keeps Slack from making links and mentions of what merely looks like one. */
function mrkdwn(text: string): MrkdwnElement {
	return { type: 'mrkdwn', text, verbatim: true };
}
