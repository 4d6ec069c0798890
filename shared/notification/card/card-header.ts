import { alarmOf } from './alarm-facts.ts';
import { lookOf } from './card-look.ts';
import type { CardSource, Fact } from './card-source.ts';
import { namePhrase } from './facts.ts';
import { headlineOf, isDenialExpected, needsPlace } from './headline.ts';
import { joined, own, type Phrase, phrase, quoted, toMrkdwn, toPlain } from './phrase.ts';
import { nameOfAccount } from './short-names.ts';
import { isNotDenied, isOver, rehearsedStateOf, shownStateOf, stateOnCard } from './standing.ts';
import type { Step } from './steps.ts';
import { isOfUse, usedKind } from './use-facts.ts';

/** Slack accepts no longer header. */
const MOST_HEADER = 150;
/** How much of a message a phone shows that is not open. */
const MOST_TEXT = 90;
const MOST_ACCOUNT = 28;
const GOOD_NAME = 12;
const GOOD_ACCOUNT = 12;
const LEAST_NAME = 6;
const LEAST_ACCOUNT = 8;

/**
 * `🟠 taeho.lim · harbor-dev · 외부망 접근 · 차단 완료`. A long name is cut; what happened and the
 * state never are.
 */
export function headerOf(source: CardSource): string {
	const { words } = source;
	const make = (most: number) => {
		const parts = [whoPhrase(source, most), accountPhrase(source, MOST_ACCOUNT)];
		const what = [placedHeadline(source), ...stateWords(source, words.actByHand)].map(own);
		return toPlain(lineOf(source, [...parts, ...what]));
	};
	return make(MOST_HEADER + 1 - make(1).length);
}

/** `AWS Login 감지`, and how severe it is. What has ended needs no severity any more. */
export function titleOf({ theCase, standing, words }: CardSource): Fact {
	const state = shownStateOf(standing);
	const isEnded = state !== null && isOver(state);
	const line = isEnded ? words.states[state] : words.rated(words.severities[theCase.severity]);
	const ofUse = isOfUse(theCase) ? words.use.titles[usedKind(theCase)] : words.title;
	const title = alarmOf(theCase) === null ? ofUse : words.alarms.title;
	return { label: title, lines: [own(line)] };
}

/**
 * Who, what, where and the first step, for a phone that is not open. If our own words leave too
 * little room, the network is left out of the headline, then the account. Names are cut to the room
 * that is left.
 */
export function summaryOf(source: CardSource, step: Step): Phrase {
	const words = { ...source.words, claimed: source.words.claimedInShort };
	return summaryIn({ ...source, words }, step);
}

function summaryIn(source: CardSource, step: Step): Phrase {
	const { words } = source;
	const parts = { states: stateWords(source), first: words.firstSteps[step] ?? null };
	const placed = { ...parts, headline: placedHeadline(source) };
	if (roomFor(source, placed) >= GOOD_NAME + GOOD_ACCOUNT) return cutSummary(source, placed);
	return cutSummary(source, { ...parts, headline: words.headlines[headlineOf(source.theCase)] });
}

/** Our own words in a summary. */
interface SummaryWords {
	readonly headline: string;
	readonly states: readonly string[];
	readonly first: string | null;
}

function cutSummary(source: CardSource, words: SummaryWords): Phrase {
	const room = roomFor(source, words);
	if (room < LEAST_NAME + LEAST_ACCOUNT)
		return summaryWith(source, words, { name: room + ' · ``'.length, account: 0 });
	const name = toPlain(whoPhrase(source, room)).length;
	const account = toPlain(accountPhrase(source, Math.max(LEAST_ACCOUNT, room - name))).length;
	return summaryWith(source, words, { name: room - account, account });
}

/** How many characters are left for the name and the account. */
function roomFor(source: CardSource, words: SummaryWords): number {
	return MOST_TEXT + 2 - toMrkdwn(summaryWith(source, words, { name: 1, account: 1 })).length;
}

function summaryWith(
	source: CardSource,
	{ headline, states, first }: SummaryWords,
	most: { readonly name: number; readonly account: number },
): Phrase {
	return lineOf(source, [
		whoPhrase(source, most.name),
		...[headline, ...states].map(own),
		...(most.account > 0 ? [accountPhrase(source, most.account)] : []),
		...(first === null ? [] : [own(first)]),
	]);
}

function lineOf({ theCase, standing }: CardSource, parts: readonly Phrase[]): Phrase {
	const { emoji } = lookOf(theCase.severity, stateOnCard(standing));
	return [`${emoji} `, ...joined(parts, ' · ')];
}

function whoPhrase({ theCase, words }: CardSource, most: number): Phrase {
	return quoted(namePhrase(theCase, words, most));
}

function accountPhrase({ theCase, settings, words }: CardSource, max: number): Phrase {
	const { account } = theCase.lead.signIn;
	const name = nameOfAccount(account, settings);
	if (name !== null) return phrase`${{ raw: name, max }}`;
	return account === null ? own(words.unknownAccount) : quoted(phrase`${{ raw: account, max }}`);
}

/** The headline with the network, if it does not name it. */
export function placedHeadline({ theCase, words }: Pick<CardSource, 'theCase' | 'words'>): string {
	const headline = headlineOf(theCase);
	const { classification } = theCase.lead.verdict.network;
	const text = words.headlines[headline];
	return needsPlace(headline) ? words.placed(text, classification) : text;
}

/** The state, or that nobody is blocked where a reader may expect it. */
function stateWords({ theCase, standing, words }: CardSource, failed?: string): readonly string[] {
	const state = shownStateOf(standing);
	const rehearsed = rehearsedStateOf(standing);
	if (rehearsed !== null) return [words.rehearsed(words.states[rehearsed])];
	if (state === null) return isDenialExpected(theCase) ? [words.notBlocked] : [];
	const isToldMore = isNotDenied(state) && failed !== undefined;
	return [isToldMore ? `${words.states[state]} — ${failed}` : words.states[state]];
}
