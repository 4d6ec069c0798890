import type { Case } from '../../case/case.ts';
import type { CaseUses } from '../../case/case-uses.ts';
import { callsPerDay, monthlyUseCost } from '../../case/use-cost.ts';
import { isLongTerm } from '../../sign-in/used-credential.ts';
import { isToldUse } from '../../verdict/credential-use.ts';
import { mostTellingFirst } from '../../verdict/telling-actions.ts';
import type { Words } from '../words/words.ts';
import type { CardSource, Fact } from './card-source.ts';
import { dateTime, period, readersTime } from './date-time.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';

/** How many actions stand on top of a card, and among its details. */
const MOST_ON_TOP = 3;
const MOST_BELOW = 6;
const MOST_SERVICES = 5;
/** Nearly all names of AWS are shorter. */
const MOST_ACTION = 48;

/** True if the card tells of a credential at work, and not of a sign-in. */
export function isOfUse({ lead }: Pick<Case, 'lead'>): boolean {
	return isToldUse(lead);
}

/** What was used: a long-term key, or a session. */
export function usedKind({ lead }: Pick<Case, 'lead'>): 'key' | 'session' {
	return isLongTerm(lead.signIn) ? 'key' : 'session';
}

/** How many calls there were, and the most telling of them. */
export function callsInShort(uses: CaseUses, words: Words): readonly Phrase[] {
	const counts = own(words.use.calls(uses));
	const actions = mostTellingFirst(Object.keys(uses.actions)).slice(0, MOST_ON_TOP);
	return [counts, ...actions.map((action) => namedAction(action, uses, words))];
}

/** When the calls were made. */
export function callTimes({ theCase, settings: { timeZone }, words }: CardSource): Phrase {
	const { uses, lead } = theCase;
	const { firstAt, lastAt } = uses ?? { firstAt: lead.signIn.time, lastAt: lead.signIn.time };
	const isOne = firstAt === lastAt;
	const shown = isOne ? dateTime(firstAt, timeZone) : period([firstAt, lastAt], timeZone);
	return [shown, ...readersTime(firstAt, words)];
}

/** Everything that was called, the most telling first, and in which services. */
export function useDetails({ theCase: { uses }, words }: CardSource): readonly Fact[] {
	// The only call stands on top.
	if (uses === null || uses.calls <= 1) return [];
	const { labels } = words.use;
	const services = uses.services.slice(0, MOST_SERVICES).map((raw) => phrase`${{ raw, max: 24 }}`);
	const cost = costOfUse(uses);
	return [
		...(cost === null ? [] : [{ label: labels.cost, lines: [own(words.use.cost(dollars(cost)))] }]),
		{ label: labels.actions, lines: actionLines(uses, words) },
		{ label: labels.services, lines: withRest(services, uses.services.length, words) },
	];
}

function actionLines(uses: CaseUses, words: Words): readonly Phrase[] {
	const actions = mostTellingFirst(Object.keys(uses.actions));
	const first = actions.slice(0, MOST_BELOW).map((action) => countedAction(action, uses, words));
	return withRest(first, actions.length, words);
}

function withRest(shown: readonly Phrase[], count: number, words: Words): readonly Phrase[] {
	const rest = count - shown.length;
	return shown.length === 0
		? []
		: [joined(rest > 0 ? [...shown, own(words.more(rest))] : shown, ' · ')];
}

function namedAction(action: string, uses: CaseUses, words: Words): Phrase {
	const name = phrase`${{ raw: action, max: MOST_ACTION }}`;
	return isDenied(action, uses) ? phrase`${name} ${own(words.use.denied)}` : name;
}

function countedAction(action: string, uses: CaseUses, words: Words): Phrase {
	const count = own(words.times(uses.actions[action] ?? 0));
	return phrase`${namedAction(action, uses, words)} ${count}`;
}

/**
 * True if every call of the action was denied or failed: then it changed nothing. Where not all
 * calls are counted, that is not known.
 */
export function isDenied(
	action: string,
	{ actions, deniedActions, countedUntil }: CaseUses,
): boolean {
	return countedUntil === undefined && (deniedActions[action] ?? 0) >= (actions[action] ?? 0);
}

/** Below this nobody needs to think about it. In US dollars a month. */
const WORTH_TELLING = 10;

/** The US dollars a month for which such uses are forwarded; null if that is not worth telling. */
export function costOfUse(uses: CaseUses | null): number | null {
	const calls = uses === null ? null : callsPerDay(uses);
	const cost = calls === null ? 0 : monthlyUseCost(calls);
	return cost >= WORTH_TELLING ? cost : null;
}

/** Two digits are as much as an estimate is worth. */
function dollars(cost: number): string {
	return Number(cost.toPrecision(2)).toLocaleString('en');
}
