import type { KnownBlock } from '@slack/types';
import type { Case } from '../../case/case.ts';
import { NO_PLAN } from '../../case/case-plan.ts';
import type { BlocksMessage, ChannelMessage, SlackMessage } from '../slack/channel-message.ts';
import { wordsOf } from '../words/words-of.ts';
import {
	blocksMessage,
	contextOf,
	factLinesOf,
	fieldsOf,
	footOf,
	listsOf,
	numberedOf,
	paragraphOf,
	withDetails,
} from './blocks.ts';
import { type Card, cardOf } from './card.ts';
import { cardRows } from './card-rows.ts';
import type { Fact, MessageSettings } from './card-source.ts';
import { joined, toMrkdwn } from './phrase.ts';
import { plainFact, plainMessage } from './plain-message.ts';
import { onlyPlanned, type Standing } from './standing.ts';

/** The other steps stand below the card, among its details. */
const STEPS_ON_TOP = 2;

/**
 * The card of a case as a Slack message. No text from an event becomes a mention, a link or markup.
 */
export function caseMessage(
	theCase: Case,
	settings: MessageSettings,
	standing: Standing = onlyPlanned(NO_PLAN),
): SlackMessage {
	return caseForms(theCase, settings, standing)[0];
}

/**
 * The card in the forms that notify posts: whole; if Slack refuses that, what must be read; if it
 * refuses that too, as text.
 */
export function caseForms(
	theCase: Case,
	settings: MessageSettings,
	standing: Standing,
): readonly [SlackMessage, BlocksMessage, ChannelMessage] {
	const card = cardOf({ theCase, standing, settings });
	const top = topMessage(card);
	const blocks = detailBlocks(card, wordsOf(settings).moreSteps);
	return [withDetails(top, { colour: card.colour, blocks }), top, plainCard(card)];
}

/** What must be read. Slack folds none of it, and none of its limits can refuse it. */
function topMessage(card: Card): BlocksMessage {
	const links = [card.runbook, card.eventLink].filter((link) => link !== null);
	return blocksMessage({ text: card.summary, header: card.header }, [
		factLinesOf([card.title, ...card.facts]),
		paragraphOf(card.action.lines),
		numberedOf(firstOf(card.steps)),
		...listsOf([card.commands], ''),
		footOf(card.foot, links),
	]);
}

function firstOf({ label, lines }: Fact): Fact {
	return { label, lines: lines.slice(0, STEPS_ON_TOP) };
}

function detailBlocks({ steps, ...card }: Card, moreSteps: string): KnownBlock[] {
	const rest = { label: moreSteps, lines: steps.lines.slice(STEPS_ON_TOP) };
	return [
		...(rest.lines.length === 0 ? [] : [numberedOf(rest, STEPS_ON_TOP)]),
		...(card.details.length === 0 ? [] : [fieldsOf(card.details)]),
		...listsOf([card.plan, card.leftOpen, card.reasons]),
		contextOf(card.ids),
	];
}

/** If it is too long, the last lines are left out: they are the least important. */
function plainCard(card: Card): ChannelMessage {
	return plainMessage([
		toMrkdwn(card.summary),
		...cardRows(card).map(plainFact),
		toMrkdwn(joined(card.ids, ' · ')),
		toMrkdwn(joined(card.foot, ' | ')),
	]);
}
