import type { Case } from '../../case/case.ts';
import { readArn, roleOfAssumedRole } from '../../sign-in/arn.ts';
import type { Words } from '../words/words.ts';
import type { CardSource, Fact } from './card-source.ts';
import { credential } from './credential-fact.ts';
import { period } from './date-time.ts';
import { totalOf } from './facts.ts';
import { methodOf } from './method.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { accountPhrase, shortArn } from './short-names.ts';
import { isOfUse, useDetails } from './use-facts.ts';

const MOST_EVENTS = 6;
const MOST_ACCOUNTS = 5;

/** What the first bot did not show: how, with what, and how often. */
export function detailsOf(source: CardSource): readonly Fact[] {
	const { labels } = source.words;
	// A use has no method of signing in, and its credential stands on top.
	const how = [
		{ label: labels.method, lines: method(source) },
		{ label: labels.credential, lines: credential(source) },
	];
	return [
		...(isOfUse(source.theCase) ? [] : how),
		...useDetails(source),
		{ label: labels.role, lines: role(source) },
		{ label: labels.attemptedRole, lines: attemptedRole(source) },
		{ label: labels.counts, lines: counts(source) },
		{ label: labels.accounts, lines: accounts(source) },
	].filter(({ lines }) => lines.length > 0);
}

function method({ theCase, words }: CardSource): readonly Phrase[] {
	const { signIn, verdict } = theCase.lead;
	if (signIn.alarm !== undefined) return [];
	const text = words.methods[methodOf(signIn)];
	const named = text.includes(signIn.event) ? own(text) : phrase`${own(text)} · ${signIn.event}`;
	return verdict.credential.kind === 'access-key'
		? [named, own(words.methods['access-key'])]
		: [named];
}

/** The role that was entered, with its account if that is not the account of the card. */
function role({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const entered = enteredRole(theCase);
	if (entered === null) return [];
	const account = readArn(entered)?.account ?? null;
	const isElsewhere = account !== null && account !== theCase.lead.signIn.account;
	const parts = isElsewhere ? [accountPhrase(account, settings, words)] : [];
	return [joined([phrase`${shortArn(entered)}`, ...parts], ' · ')];
}

/** The ARN of the role that was entered, or null if the card shows it as the caller already. */
export function enteredRole({ name, principal, lead }: Case): string | null {
	const entered = lead.signIn.session?.roleArn ?? null;
	const callers = roleOfAssumedRole(principal.arn ?? '') ?? principal.arn ?? '';
	// Only the last parts are compared, because STS leaves the role's path out of the caller's ARN.
	const role = entered?.split('/').at(-1);
	return role === name || role === callers.split('/').at(-1) ? null : entered;
}

function attemptedRole({ theCase }: CardSource): readonly Phrase[] {
	const { attemptedRole: attempted } = theCase.lead.signIn;
	return attempted === null ? [] : [phrase`${attempted}`];
}

function counts({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const events = Object.entries(theCase.events);
	if (totalOf(theCase) <= (isOfUse(theCase) ? 0 : 1)) return [];
	const shown = events
		.slice(0, MOST_EVENTS)
		.map(([event, count]) => phrase`${event} ${own(words.times(count))}`);
	const { openedAt, lastAt } = theCase;
	const span = own(period([openedAt, lastAt], settings.timeZone));
	const rest = events.slice(MOST_EVENTS).reduce((sum, [, count]) => sum + count, 0);
	return [withRest(shown, rest, words), ...(openedAt === lastAt ? [] : [span])];
}

function accounts({ theCase, settings, words }: CardSource): readonly Phrase[] {
	if (theCase.accounts.length <= 1) return [];
	const shown = theCase.accounts
		.slice(0, MOST_ACCOUNTS)
		.map((id) => accountPhrase(id, settings, words));
	return [withRest(shown, theCase.accounts.length - shown.length, words)];
}

function withRest(shown: readonly Phrase[], rest: number, words: Words): Phrase {
	return joined(rest > 0 ? [...shown, own(words.more(rest))] : shown, ' · ');
}
