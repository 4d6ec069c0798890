import type { KnownBlock } from '@slack/types';
import {
	type ContainmentState,
	isApprovable,
	isReleasable,
	stateOf,
} from '../../containment/ledger/containment-state.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';
import type { ChannelMessage, SlackMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { cardMessage, contextOf, fieldsOf, footOf, listOf, paragraphOf } from './blocks.ts';
import { lookOf } from './card-containment.ts';
import type { Fact, MessageSettings } from './card-source.ts';
import { type Command, commandPhrase } from './commands.ts';
import {
	policiesPhrase,
	problemLines,
	releaseLine,
	selectorPhrase,
	whoPhrase,
	whyPhrase,
} from './contained-lines.ts';
import { dateTime } from './date-time.ts';
import { leftOpenOfOne } from './left-open.ts';
import { runbookLink } from './links.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from './phrase.ts';
import { plainMessage } from './plain-message.ts';
import { accountPhrase } from './short-names.ts';

/** A containment that belongs to no case, as its card shows it. */
export interface ByHand {
	readonly containment: Containment;
	/** The name by which the person was found; null if they were named by an id. */
	readonly name: string | null;
}

interface HandCard {
	readonly header: string;
	readonly colour: string;
	readonly summary: Phrase;
	readonly facts: readonly Fact[];
	/** The first line is our own words. */
	readonly lines: readonly Phrase[];
	readonly commands: Fact;
	readonly leftOpen: Fact;
	readonly links: readonly Phrase[];
	readonly foot: readonly Phrase[];
}

const MOST_NAME = 80;
/** The key of a person in the history: the card shows the account beside the name. */
const PERSON = /^(?:user|role|session):\d{12}\/(.+)$/;

/** The card of a containment by hand: who asked, whom, how far, until when, why and its state. */
export function handMessage(byHand: ByHand, settings: MessageSettings): SlackMessage {
	const { summary: text, header, colour, ...card } = cardOf(byHand, settings);
	const blocks: KnownBlock[] = [
		paragraphOf(card.lines),
		fieldsOf(card.facts),
		listOf(card.commands, () => ''),
		...(card.leftOpen.lines.length === 0 ? [] : [listOf(card.leftOpen, () => '• ')]),
		...(card.links.length === 0 ? [] : [contextOf(card.links)]),
		footOf(card.foot),
	];
	return cardMessage({ text, header, colour }, blocks);
}

/** The same as plain text, in case Slack refuses the blocks. */
export function plainHandMessage(byHand: ByHand, settings: MessageSettings): ChannelMessage {
	const { header, lines, facts, commands, leftOpen, foot } = cardOf(byHand, settings);
	const shown = [...facts, commands, leftOpen].filter((fact) => fact.lines.length > 0);
	const labelled = shown.map(
		({ label, lines: its }) => `${label}: ${its.map(toMrkdwn).join(' · ')}`,
	);
	return plainMessage([header, ...lines.map(toMrkdwn), ...labelled, toMrkdwn(joined(foot, ' | '))]);
}

function cardOf(byHand: ByHand, settings: MessageSettings): HandCard {
	const { containment } = byHand;
	const words = wordsOf(settings);
	const state = stateOf(containment);
	const { emoji, colour } = lookOf('high', state);
	const header = `${words.title} · ${emoji} ${words.notices.byHand.title} · ${words.states[state]}`;
	const link = runbookLink(settings.runbook, words.runbook);
	return {
		...{ header, colour, facts: factsOf(byHand, settings, words) },
		summary: joined([own(header), whom(byHand)], ' · '),
		lines: linesOf(containment, state, words),
		commands: commandsOf(containment, words),
		leftOpen: leftOpenOfOne(containment, words),
		links: link === null ? [] : [link],
		foot: [
			own(`${words.notices.openedAt} : ${dateTime(containment.requestedAt, settings.timeZone)}`),
			phrase`${own(words.poweredBy)} : ${settings.poweredBy}`,
		],
	};
}

function factsOf(byHand: ByHand, settings: MessageSettings, words: Words): readonly Fact[] {
	const { containment } = byHand;
	const { timeZone } = settings;
	const { by, note, denyScope, until, issuedBefore } = containment;
	const labels = words.notices.byHand;
	return [
		{
			label: labels.whom,
			lines: [
				joined([whom(byHand), ...accountOf(containment, settings, words)], ' · '),
				selectorPhrase(containment),
				...(issuedBefore === undefined
					? []
					: [own(labels.wholeRole(dateTime(issuedBefore, timeZone)))]),
			],
		},
		{
			label: labels.scope,
			lines: [
				own(words.planned(denyScope, dateTime(until, timeZone))),
				policiesPhrase(containment, words),
			],
		},
		{ label: labels.askedBy, lines: [whoPhrase(by)] },
		{ label: labels.why, lines: [whyPhrase(note)] },
	];
}

function whom({ name, containment: { person, selector } }: ByHand): Phrase {
	const [, known] = PERSON.exec(person) ?? [];
	return phrase`${{ raw: name ?? known ?? selector.value, max: MOST_NAME }}`;
}

/** The account of a user, role or session. A directory user is of no account. */
function accountOf(
	{ selector, policies: [first] }: Containment,
	settings: MessageSettings,
	words: Words,
): readonly Phrase[] {
	const account = first?.account ?? null;
	return selector.key !== 'aws:userid' || account === null
		? []
		: [accountPhrase(account, settings, words)];
}

function linesOf(
	containment: Containment,
	state: ContainmentState,
	words: Words,
): readonly Phrase[] {
	const isFailed = state === 'failed' || state === 'refused';
	const holds = state === 'under-way' || state === 'effective';
	return [
		own(`${isFailed || holds ? '⚠️ ' : ''}${words.contained(state, false)}`),
		...(holds ? [own(words.denyScopes[containment.denyScope])] : []),
		...problemLines([containment], words),
		...(isFailed ? [own(words.notices.byHand.fix)] : []),
		...(releaseLine(containment, words) ?? []),
	];
}

function commandsOf(containment: Containment, words: Words): Fact {
	const commands: readonly Command[] = [
		...(isReleasable(containment) ? (['release'] as const) : []),
		...(isApprovable(containment) ? (['contain'] as const) : []),
		'status',
	];
	return {
		label: words.commandsLabel,
		lines: commands.flatMap((one) => commandPhrase(one, containment.id, words.commands[one])),
	};
}
