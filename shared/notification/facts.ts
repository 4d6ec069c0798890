import type { Case } from '../case/case.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { readArn, roleOfAssumedRole } from '../sign-in/arn.ts';
import { period } from './date-time.ts';
import { maskKey } from './mask-key.ts';
import { methodOf } from './method.ts';
import { joined, own, type Phrase, say } from './phrase.ts';
import type { Age, Label, Place, Words } from './words.ts';

/** The parts of the configuration that words a message. */
export type MessageSettings = Pick<
	Configuration,
	'accounts' | 'workloads' | 'locale' | 'timeZone' | 'poweredBy' | 'runbook'
>;

/** All that a line of the card is made from. */
export interface CardSource {
	readonly theCase: Case;
	readonly settings: MessageSettings;
	readonly words: Words;
}

/** One labelled thing that the card tells, the most important line first. */
export interface Fact {
	readonly label: string;
	readonly lines: readonly Phrase[];
}

const MOST_EVENTS = 6;
const MOST_ACCOUNTS = 5;

type FactOf = (source: CardSource) => readonly Phrase[];

/** What the bot that people know told, in its order. */
const FACTS: readonly (readonly [Label, FactOf])[] = [
	['status', status],
	['user', user],
	['environment', environment],
	['address', address],
];

/** What it lacked. */
const DETAILS: readonly (readonly [Label, FactOf])[] = [
	['method', method],
	['credential', credential],
	['role', role],
	['attemptedRole', attemptedRole],
	['counts', counts],
	['accounts', accounts],
];

export function factsOf(source: CardSource): readonly Fact[] {
	return filled(FACTS, source);
}

export function detailsOf(source: CardSource): readonly Fact[] {
	return filled(DETAILS, source);
}

/** A fact about which there is nothing to say is left out. */
function filled(facts: readonly (readonly [Label, FactOf])[], source: CardSource): readonly Fact[] {
	return facts
		.map(([label, linesOf]) => ({ label: source.words.labels[label], lines: linesOf(source) }))
		.filter(({ lines }) => lines.length > 0);
}

function status({ theCase, words }: CardSource): readonly Phrase[] {
	const { outcome, error } = theCase.lead.signIn;
	const result = words.outcomes[outcome];
	const lead = error === null ? own(result) : say`${own(result)} · ${error}`;
	return totalOf(theCase) <= 1 ? [lead] : [lead, tally(theCase, words)];
}

function tally(theCase: Case, words: Words): Phrase {
	const { successes, failures } = theCase;
	const counts = { failure: failures, success: successes, unknown: totalOf(theCase) - successes - failures };
	const outcomes = (['failure', 'success', 'unknown'] as const).filter((outcome) => counts[outcome] > 0);
	return own(outcomes.map((outcome) => words.counted(outcome, counts[outcome])).join(', '));
}

function user({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const { principal, lead } = theCase;
	const { switchedFrom, sourceIdentity } = lead.signIn.links;
	const owner = principal.account;
	return [
		whoOf(theCase, words),
		classOf(theCase, words),
		...(switchedFrom === null ? [] : [words.switchedFrom(shortArn(switchedFrom))]),
		...(sourceIdentity === null ? [] : [say`sourceIdentity ${sourceIdentity}`]),
		...(owner === null || owner === lead.signIn.account
			? []
			: [words.ownedBy(accountPhrase(owner, settings, words))]),
	];
}

function whoOf({ subject, name, principal, reasons }: Case, words: Words): Phrase {
	if (subject !== 'address') return say`${name}`;
	if (reasons.some(({ code }) => code === 'many-names')) return words.amongOthers(principal.name);
	return principal.name === null ? own(words.hiddenName) : say`${principal.name}`;
}

/** The kind of principal, and what the name above does not tell of it. */
function classOf({ name, principal, subject }: Case, words: Words): Phrase {
	const kind = own(words.principals[principal.kind]);
	const more = principal.arn === null ? principal.name : shortArn(principal.arn);
	const isTold = more === null || more === name || subject === 'address';
	return isTold ? kind : say`${kind} · ${more}`;
}

function environment({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const { account, region } = theCase.lead.signIn;
	const name = nameOfAccount(account, settings);
	const place = region === null ? [] : [say`${region}`];
	if (account === null) return [own(words.unknownAccount), ...place];
	if (name === null) return [say`${account}`, ...place];
	return [say`${name}`, joined([say`${account}`, ...place], ' · ')];
}

function address({ theCase, words }: CardSource): readonly Phrase[] {
	const { origin, network } = theCase.lead.verdict;
	const place = own(words.places[placeOf(theCase)]);
	return [
		origin.vpcEndpointId === null ? say`${origin.address}` : say`${origin.address} · ${origin.vpcEndpointId}`,
		network.name === null ? place : say`${place} · ${network.name}`,
	];
}

function placeOf({ lead }: Case): Place {
	const { origin, network } = lead.verdict;
	if (network.verdict === 'external' && origin.kind === 'vpc-endpoint') return 'foreign-endpoint';
	if (network.verdict === 'unknown' && origin.kind === 'private') return 'private';
	return network.verdict;
}

function method({ theCase, words }: CardSource): readonly Phrase[] {
	const { signIn, verdict } = theCase.lead;
	const text = words.methods[methodOf(signIn)];
	const named = text.includes(signIn.event) ? own(text) : say`${own(text)} · ${signIn.event}`;
	return verdict.credential.kind === 'access-key' ? [named, own(words.methods['access-key'])] : [named];
}

function credential({ theCase, words }: CardSource): readonly Phrase[] {
	const { kind, keyId, ageDays, mfa } = theCase.lead.verdict.credential;
	const kindWord = own(words.credentials[kind]);
	const age = ageDays === null ? null : ageOf(ageDays);
	return [
		keyId === null ? kindWord : say`${kindWord} · ${maskKey(keyId)}`,
		joined([...(age === null ? [] : [own(words.age(age))]), own(words.mfa[mfa])], ' · '),
	];
}

/** In the largest unit of which one has passed; null for what is no age. */
function ageOf(days: number): Age | null {
	if (!Number.isFinite(days) || days < 0) return null;
	if (days >= 1) return { count: Math.floor(days), unit: 'days' };
	const hours = days * 24;
	return hours >= 1
		? { count: Math.floor(hours), unit: 'hours' }
		: { count: Math.floor(hours * 60), unit: 'minutes' };
}

/** The role that was entered, where it is not the role that the caller has anyway. */
function role({ theCase }: CardSource): readonly Phrase[] {
	const { principal, lead } = theCase;
	const entered = lead.signIn.session?.roleArn ?? null;
	if (entered === null) return [];
	const own = roleOfAssumedRole(principal.arn ?? '') ?? principal.arn ?? '';
	// STS drops the path of the role in the caller's ARN
	return own.split('/').at(-1) === entered.split('/').at(-1) ? [] : [say`${shortArn(entered)}`];
}

function attemptedRole({ theCase }: CardSource): readonly Phrase[] {
	const { attemptedRole: attempted } = theCase.lead.signIn;
	return attempted === null ? [] : [say`${attempted}`];
}

function counts({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const events = Object.entries(theCase.events);
	if (totalOf(theCase) <= 1) return [];
	const shown = events
		.slice(0, MOST_EVENTS)
		.map(([event, count]) => say`${event} ${own(words.times(count))}`);
	const { openedAt, lastAt } = theCase;
	const span = own(period([openedAt, lastAt], settings.timeZone));
	return [withRest(shown, events.length, words), ...(openedAt === lastAt ? [] : [span])];
}

function accounts({ theCase, settings, words }: CardSource): readonly Phrase[] {
	if (theCase.accounts.length <= 1) return [];
	const shown = theCase.accounts.slice(0, MOST_ACCOUNTS).map((id) => accountPhrase(id, settings, words));
	return [withRest(shown, theCase.accounts.length, words)];
}

function withRest(shown: readonly Phrase[], total: number, words: Words): Phrase {
	const rest = total - shown.length;
	return joined(rest > 0 ? [...shown, own(words.more(rest))] : shown, ', ');
}

function totalOf({ events }: Case): number {
	return Object.values(events).reduce((sum, count) => sum + count, 0);
}

/** An account as people call it; its id where the configuration has no name for it. */
export function accountPhrase(id: string | null, settings: MessageSettings, words: Words): Phrase {
	return id === null ? own(words.unknownAccount) : say`${nameOfAccount(id, settings) ?? id}`;
}

function nameOfAccount(id: string | null, { accounts: names }: MessageSettings): string | null {
	return id !== null && Object.hasOwn(names, id) ? (names[id] ?? null) : null;
}

/** `user/minji` of `arn:aws:iam::111122223333:user/minji`: the account stands elsewhere on the card. */
function shortArn(arn: string): string {
	return readArn(arn)?.resource ?? arn;
}
