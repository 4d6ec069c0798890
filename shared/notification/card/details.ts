import type { Case } from '../../case/case.ts';
import { readArn, roleOfAssumedRole } from '../../sign-in/arn.ts';
import type { Age, Words } from '../words/words.ts';
import type { CardSource, Fact } from './card-source.ts';
import { period } from './date-time.ts';
import { totalOf } from './facts.ts';
import { methodOf } from './method.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { accountPhrase, maskKey, shortArn } from './short-names.ts';

const MOST_EVENTS = 6;
const MOST_ACCOUNTS = 5;

/** What the first bot did not show: how, with what, and how often. */
export function detailsOf(source: CardSource): readonly Fact[] {
	const { labels } = source.words;
	return [
		{ label: labels.method, lines: method(source) },
		{ label: labels.credential, lines: credential(source) },
		{ label: labels.role, lines: role(source) },
		{ label: labels.attemptedRole, lines: attemptedRole(source) },
		{ label: labels.counts, lines: counts(source) },
		{ label: labels.accounts, lines: accounts(source) },
	].filter(({ lines }) => lines.length > 0);
}

function method({ theCase, words }: CardSource): readonly Phrase[] {
	const { signIn, verdict } = theCase.lead;
	const text = words.methods[methodOf(signIn)];
	const named = text.includes(signIn.event) ? own(text) : phrase`${own(text)} · ${signIn.event}`;
	return verdict.credential.kind === 'access-key'
		? [named, own(words.methods['access-key'])]
		: [named];
}

function credential({ theCase, standing, words }: CardSource): readonly Phrase[] {
	const { kind, keyId, ageDays, mfa } = theCase.lead.verdict.credential;
	const kindWord = own(words.credentials[kind]);
	if (kind === 'certificate') return certificate(theCase, kindWord, words);
	const age = ageDays === null ? null : ageOf(ageDays);
	const isAsked = ageDays === null && standing.isKeyAsked;
	return [
		keyId === null ? kindWord : phrase`${kindWord} · ${maskKey(keyId)}`,
		joined(
			[
				...(age === null ? [] : [own(words.age(age))]),
				...(isAsked ? [own(words.askingAge)] : []),
				own(words.mfa[mfa]),
			],
			' · ',
		),
	];
}

/**
 * A certificate has neither an age nor MFA here. Its serial number is the session's name, unless the
 * profile lets the caller choose that.
 */
function certificate({ lead }: Case, kindWord: Phrase, words: Words): readonly Phrase[] {
	const session = lead.signIn.session?.name ?? null;
	return [session === null ? kindWord : joined([kindWord, words.sessionNamed(session)], ' · ')];
}

/** The age in the largest unit of which at least one has passed; null if it is not an age. */
function ageOf(days: number): Age | null {
	if (!Number.isFinite(days) || days < 0) return null;
	if (days >= 1) return { count: Math.floor(days), unit: 'days' };
	const hours = days * 24;
	return hours >= 1
		? { count: Math.floor(hours), unit: 'hours' }
		: { count: Math.floor(hours * 60), unit: 'minutes' };
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
	if (totalOf(theCase) <= 1) return [];
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
