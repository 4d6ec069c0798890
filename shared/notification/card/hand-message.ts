import {
	type ContainmentState,
	isApprovable,
	isReleasable,
	stateOf,
} from '../../containment/ledger/containment-state.ts';
import type { Containment } from '../../containment/ledger/ledger.ts';
import type { BlocksMessage, ChannelMessage, SlackMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { blocksMessage, factLinesOf, footOf, listsOf, paragraphOf, withDetails } from './blocks.ts';
import { lookOf } from './card-look.ts';
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
import { dateTime, readersTime } from './date-time.ts';
import { leftOpenOfOne } from './left-open.ts';
import { runbookLink } from './links.ts';
import { joined, own, type Phrase, phrase, quoted, toMrkdwn, toPlain } from './phrase.ts';
import { pilotLines } from './pilot-lines.ts';
import { plainFact, plainMessage } from './plain-message.ts';
import { plannedPhrase } from './plan-lines.ts';
import { accountPhrase } from './short-names.ts';
import { holds, isNotDenied } from './standing.ts';

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
	/** Who is denied by which policy, in the words of AWS. */
	readonly selector: Fact;
	readonly leftOpen: Fact;
	readonly links: readonly Phrase[];
	readonly foot: readonly Phrase[];
}

const MOST_NAME = 80;
/** With less of the name, `text` has no more than the 90 characters that a phone shows. */
const MOST_NAME_ON_PHONE = 32;
/** The key of a person in the history: the card shows the account beside the name. */
const PERSON = /^(?:user|role|session):\d{12}\/(.+)$/;

/**
 * The card of a containment by hand, in the same forms as that of a case: who asked, whom, how far,
 * until when, why and its state.
 */
export function handForms(
	byHand: ByHand,
	settings: MessageSettings,
): readonly [SlackMessage, BlocksMessage, ChannelMessage] {
	const card = cardOf(byHand, settings);
	const top = topMessage(card);
	const blocks = listsOf([card.selector, card.leftOpen]);
	return [withDetails(top, { colour: card.colour, blocks: [...blocks] }), top, plainCard(card)];
}

function topMessage(card: HandCard): BlocksMessage {
	return blocksMessage({ text: card.summary, header: card.header }, [
		factLinesOf(card.facts),
		paragraphOf(card.lines),
		...listsOf([card.commands], ''),
		footOf(card.foot, card.links),
	]);
}

function plainCard(card: HandCard): ChannelMessage {
	const facts = [...card.facts, card.commands, card.selector, card.leftOpen];
	const labelled = facts.filter(({ lines }) => lines.length > 0).map(plainFact);
	const foot = toMrkdwn(joined(card.foot, ' | '));
	return plainMessage([toMrkdwn(card.summary), ...card.lines.map(toMrkdwn), ...labelled, foot]);
}

function cardOf(byHand: ByHand, settings: MessageSettings): HandCard {
	const { containment } = byHand;
	const words = wordsOf(settings);
	const state = stateOf(containment);
	const { emoji, colour } = lookOf('high', state);
	const isFailed = isNotDenied(state);
	const link = runbookLink(settings.runbook, words.runbook);
	const headOf = (max: number) =>
		phrase`${own(`${emoji} `)}${quoted(whom(byHand, max))}${own(` · ${words.notices.byHand.title} · ${words.states[state]}`)}`;
	return {
		header: `${toPlain(headOf(MOST_NAME))}${isFailed ? ` — ${words.actByHand}` : ''}`,
		...{ colour, facts: factsOf(byHand, settings, words) },
		summary: [
			...headOf(MOST_NAME_ON_PHONE),
			...(isFailed ? [` · ${words.firstSteps['fix-containment'] ?? ''}`] : []),
		],
		lines: linesOf(containment, state, { settings, words }),
		commands: commandsOf(containment, words),
		selector: {
			label: words.containmentLabel,
			lines: [phrase`${selectorPhrase(containment)} · ${policiesPhrase(containment, words)}`],
		},
		leftOpen: leftOpenOfOne(containment, words),
		links: link === null ? [] : [link],
		foot: [own(words.title), phrase`${own(words.poweredBy)} : ${settings.poweredBy}`],
	};
}

function factsOf(byHand: ByHand, settings: MessageSettings, words: Words): readonly Fact[] {
	const { containment } = byHand;
	const { timeZone } = settings;
	const { by, note, issuedBefore, requestedAt } = containment;
	const labels = words.notices.byHand;
	const who = [whom(byHand), ...accountOf(containment, settings, words)];
	const role =
		issuedBefore === undefined ? [] : [own(labels.wholeRole(dateTime(issuedBefore, timeZone)))];
	const asked = [own(dateTime(requestedAt, timeZone)), readersTime(requestedAt, words)].flat();
	return [
		{ label: labels.whom, lines: [...who, ...role] },
		{ label: labels.scope, lines: [plannedPhrase(containment, { settings, words })] },
		{ label: labels.askedBy, lines: [whoPhrase(by)] },
		{ label: labels.why, lines: [whyPhrase(note)] },
		{ label: words.notices.openedAt, lines: [asked] },
	];
}

/** People's words for the person; an id only if nothing else is known of them. */
function whom({ name, containment: { person, selector } }: ByHand, max = MOST_NAME): Phrase {
	const [, known] = PERSON.exec(person) ?? [];
	return phrase`${{ raw: name ?? known ?? selector.value, max }}`;
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
	{ settings, words }: { readonly settings: MessageSettings; readonly words: Words },
): readonly Phrase[] {
	const isFailed = isNotDenied(state);
	const isDenied = holds(state);
	return [
		own(`${isFailed || isDenied ? '⚠️ ' : ''}${words.contained(state, false)}`),
		...(isDenied ? [own(words.denyScopes[containment.denyScope])] : []),
		...(isDenied ? pilotLines({ settings, words }, [containment]) : []),
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
