import type { Case } from '../../case/case.ts';
import { readCaseName } from '../../case/case-name.ts';
import { shownName } from '../../sign-in/shown-name.ts';
import type { Place, Words } from '../words/words.ts';
import { alarmLines, alarmOf, labelOf } from './alarm-facts.ts';
import type { CardSource, Fact } from './card-source.ts';
import { usedCredential } from './credential-fact.ts';
import { dateTime, readersTime } from './date-time.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { accountPhrase, MOST_ACCOUNT, nameOfAccount, shortArn } from './short-names.ts';
import { callsInShort, callTimes, isOfUse, usedKind } from './use-facts.ts';

/**
 * The facts of the first bot, in its order: the result, who, where, from where, when. Those of a
 * credential use end with the credential.
 */
export function factsOf(source: CardSource): readonly Fact[] {
	const { theCase, words } = source;
	const { labels, use } = words;
	const who = [
		{ label: labels.user, lines: user(source) },
		{ label: labels.environment, lines: environment(source) },
		{ label: labels.address, lines: address(source) },
	];
	if (isOfUse(theCase))
		return [
			{ label: use.labels.status, lines: callStatus(source) },
			...(totalOf(theCase) === 0 ? [] : [{ label: labels.status, lines: [tally(theCase, words)] }]),
			...who,
			{ label: use.labels.time, lines: [callTimes(source)] },
			{ label: use.credentials[usedKind(theCase)], lines: usedCredential(source) },
		];
	const uses = theCase.uses === null ? [] : callsInShort(theCase.uses, words);
	return [
		{ label: labelOf('status', theCase, words), lines: status(source) },
		...(uses.length === 0 ? [] : [{ label: use.labels.calls, lines: uses }]),
		...who,
		{ label: labelOf('time', theCase, words), lines: [time(source)] },
	];
}

function time({ theCase, settings: { timeZone }, words }: CardSource): Phrase {
	const { time: at } = theCase.lead.signIn;
	const local = dateTime(at, timeZone);
	const utc = dateTime(at, 'UTC');
	return [local, ...readersTime(at, words, local === utc ? '' : ` · ${utc}`)];
}

/** The outcome of its only sign-in, or how many had which outcome. */
function status({ theCase, words }: CardSource): readonly Phrase[] {
	const alarm = alarmOf(theCase);
	if (alarm !== null) return alarmLines(alarm, words);
	const { outcome, error } = theCase.lead.signIn;
	const result = totalOf(theCase) <= 1 ? own(words.outcomes[outcome]) : tally(theCase, words);
	return error === null ? [result] : [result, phrase`${error}`];
}

/** The outcome of its only call, or how many were denied, and what was called. */
function callStatus({ theCase, words }: CardSource): readonly Phrase[] {
	const { outcome, error } = theCase.lead.signIn;
	const [counts, ...actions] = theCase.uses === null ? [] : callsInShort(theCase.uses, words);
	if (counts !== undefined && (theCase.uses?.calls ?? 0) > 1) return [counts, ...actions];
	const why = error === null ? [] : [phrase`${error}`];
	return [own(words.outcomes[outcome]), ...actions, ...why];
}

function tally(theCase: Case, words: Words): Phrase {
	const { successes, failures } = theCase;
	const counts = {
		failure: failures,
		success: successes,
		unknown: totalOf(theCase) - successes - failures,
	};
	const outcomes = (['failure', 'success', 'unknown'] as const).filter(
		(outcome) => counts[outcome] > 0,
	);
	return own(outcomes.map((outcome) => words.counted(outcome, counts[outcome])).join(', '));
}

/** How many sign-ins a case has. */
export function totalOf({ events }: Case): number {
	return Object.values(events).reduce((sum, count) => sum + count, 0);
}

function user({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const { principal, lead } = theCase;
	const { switchedFrom, sourceIdentity } = lead.signIn.links;
	// Sign-ins that were stored by an older version do not have it.
	const delegate = lead.signIn.delegateAccount ?? null;
	const owner = principal.account;
	return [
		whoOf(theCase, words),
		classOf(theCase, words),
		...(switchedFrom === null ? [] : [words.switchedFrom(shortArn(switchedFrom))]),
		...(sourceIdentity === null ? [] : [claimedIdentity(sourceIdentity, words)]),
		...(delegate === null ? [] : [words.delegatedTo(delegateName(delegate, settings))]),
		...(owner === null || owner === lead.signIn.account
			? []
			: [words.ownedBy(accountPhrase(owner, settings, words))]),
	];
}

/** A stored sign-in may hold any text here. */
function delegateName(account: string, settings: CardSource['settings']): Phrase {
	return phrase`${{ raw: nameOfAccount(account, settings) ?? account, max: 12 }}`;
}

/** These limits keep every card within Slack's limits for a message. */
const MOST_NAME = 100;
const MOST_REGION = 32;
const MOST_ADDRESS = 64;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The id of a role before the name of its session. */
export const ROLE_ID = /AROA[A-Z0-9]{12,28}:(?=\S)/g;
/** STS accepts no longer source identity. */
const MOST_IDENTITY = 64;

function claimedIdentity(raw: string, words: Words): Phrase {
	return words.claimed(phrase`sourceIdentity ${{ raw, max: MOST_IDENTITY }}`);
}

function whoOf(theCase: Case, words: Words): Phrase {
	const { subject, lead, reasons } = theCase;
	if (subject !== 'address') return namePhrase(theCase, words);
	const shown = shownName(lead.signIn);
	if (reasons.some(({ code }) => code === 'many-names')) return words.amongOthers(shown);
	return shown === null ? own(words.hiddenName) : phrase`${shown}`;
}

/**
 * The name of a person, workload or address. A source identity is marked as a claim. `max`:
 * characters shown of the name.
 */
export function namePhrase(
	theCase: Pick<Case, 'name' | 'principal'>,
	words: Words,
	max = MOST_NAME,
): Phrase {
	if (isUnnamed(theCase)) return own(words.unnamed);
	const { text, isClaimed } = readCaseName(theCase.name);
	const name = phrase`${{ raw: text.replaceAll(ROLE_ID, ''), max }}`;
	return isClaimed ? words.claimed(name) : name;
}

/** True if the id of an event stands for the name, because the record names nobody. */
function isUnnamed({ name, principal }: Pick<Case, 'name' | 'principal'>): boolean {
	const { id, arn, account } = principal;
	const isKnown = [principal.name, id, arn, account].some((one) => one !== null);
	return !isKnown && EVENT_ID.test(name);
}

/** The kind of principal, and its name or ARN if the line above does not show it. */
function classOf({ name, principal, subject }: Case, words: Words): Phrase {
	const kind = own(words.principals[principal.kind]);
	const more = principal.arn === null ? principal.name : shortArn(principal.arn);
	const isShown = [null, name, `user/${name}`].includes(more) || subject === 'address';
	return isShown ? kind : phrase`${kind} · ${more}`;
}

function environment({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const { account, region } = theCase.lead.signIn;
	const name = nameOfAccount(account, settings);
	const place = region === null ? [] : [phrase`${{ raw: region, max: MOST_REGION }}`];
	if (account === null) return [own(words.unknownAccount), ...place];
	const id = phrase`${{ raw: account, max: MOST_ACCOUNT }}`;
	if (name === null) return [id, ...place];
	return [phrase`${{ raw: name, max: MOST_ACCOUNT }}`, joined([id, ...place], ' · ')];
}

function address({ theCase, words }: CardSource): readonly Phrase[] {
	const { origin, network } = theCase.lead.verdict;
	if (alarmOf(theCase) !== null && origin.address === null) return [own(words.alarms.noAddress)];
	const place = own(words.places[placeOf(theCase)]);
	return [
		joined(
			[origin.address, ...(origin.vpcEndpointId === null ? [] : [origin.vpcEndpointId])].map(
				(raw) => phrase`${{ raw, max: MOST_ADDRESS }}`,
			),
			' · ',
		),
		network.name === null ? place : phrase`${place} · ${network.name}`,
	];
}

function placeOf({ lead, reasons }: Case): Place {
	const { origin, network } = lead.verdict;
	const isVendor = reasons.some(({ code }) => code === 'vendor');
	if (network.classification === 'untrusted' && isVendor) return 'vendor';
	if (network.classification === 'untrusted' && origin.kind === 'vpc-endpoint')
		return 'untrusted-endpoint';
	if (network.classification === 'unknown' && origin.kind === 'private') return 'private';
	return network.classification;
}
