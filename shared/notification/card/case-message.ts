import type { KnownBlock } from '@slack/types';
import type { Case } from '../../case/case.ts';
import { NO_PLAN } from '../../case/case-plan.ts';
import type { ChannelMessage, SlackMessage } from '../slack/channel-message.ts';
import {
	cardMessage,
	contextOf,
	fieldsOf,
	footOf,
	listOf,
	numberedOf,
	paragraphOf,
} from './blocks.ts';
import { type Card, cardOf } from './card.ts';
import { cardRows } from './card-rows.ts';
import type { MessageSettings } from './card-source.ts';
import { joined, own, toMrkdwn } from './phrase.ts';
import { plainMessage } from './plain-message.ts';
import { onlyPlanned, type Standing } from './standing.ts';

/**
 * The card of a case as a Slack message. No text from an event becomes a mention, a link or markup.
 */
export function caseMessage(
	theCase: Case,
	settings: MessageSettings,
	standing: Standing = onlyPlanned(NO_PLAN),
): SlackMessage {
	const card = cardOf({ theCase, standing, settings });
	return cardMessage(
		{ text: card.summary, header: card.header, colour: card.colour },
		blocksOf(card),
	);
}

function blocksOf(card: Card): KnownBlock[] {
	const links = [card.runbook, card.eventLink].filter((link) => link !== null);
	return [
		fieldsOf(card.facts),
		paragraphOf(card.action.lines),
		numberedOf(card.steps),
		...(card.commands.lines.length === 0 ? [] : [listOf(card.commands, () => '')]),
		fieldsOf(card.details),
		...(card.plan.lines.length === 0 ? [] : [listOf(card.plan, () => '• ')]),
		...(card.leftOpen.lines.length === 0 ? [] : [listOf(card.leftOpen, () => '• ')]),
		...(card.reasons.lines.length === 0 ? [] : [listOf(card.reasons, () => '• ')]),
		...(links.length === 0 ? [] : [contextOf(links)]),
		contextOf(card.ids),
		footOf(card.foot),
	];
}

/**
 * The same card as plain text, in case Slack refuses the blocks. If it is too long, the last lines
 * are left out: they are the least important.
 */
export function plainCaseMessage(
	theCase: Case,
	settings: MessageSettings,
	standing: Standing,
): ChannelMessage {
	const card = cardOf({ theCase, standing, settings });
	return plainMessage([
		card.header,
		...cardRows(card).map(({ label, lines }) =>
			toMrkdwn(joined([own(`${label}: `), joined(lines, ' · ')], '')),
		),
		toMrkdwn(joined(card.ids, ' · ')),
		toMrkdwn(joined(card.foot, ' | ')),
	]);
}
