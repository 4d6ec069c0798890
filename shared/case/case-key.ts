import type { Configuration } from '../configuration/configuration.ts';
import { type Actor, actorOf } from '../history/actor.ts';
import { whoseFailure } from '../history/failure.ts';
import type { Facts, Known } from '../history/history.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { Alarm } from '../sign-in/alarm/alarm.ts';
import { isAwsMarker } from '../sign-in/machine.ts';
import { personKey } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { isUse, showsHolder } from '../sign-in/used-credential.ts';
import { useIn } from '../verdict/credential-use.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { isFromElsewhere } from '../verdict/rules/risk-factor/many-addresses.ts';
import { MANY_NETWORKS } from '../verdict/rules/risk-factor/many-networks.ts';
import type { Case, CaseSubject } from './case.ts';

/** Who or what a case is about. Sign-ins with the same key that are close in time are one case. */
export interface CaseKey {
	readonly key: string;
	readonly subject: CaseSubject;
}

/** Stands for the network if a person comes from too many networks. */
const EVERYWHERE = 'many networks';
/** Stands for the network of failures: a name may fail at any address. */
const FAILURES = 'failures';

/**
 * The key of the case of a sign-in; null if it needs no case: what is told once a day neither opens
 * a case nor changes the card of one. The actor comes from history, which knows the ids behind
 * names, and who obtained the session.
 */
export function caseKey(
	{ signIn, verdict }: JudgedSignIn,
	known: Pick<
		Known,
		| ('person' | 'initiator' | 'actor' | 'networks' | 'newNetworks')
		| ('personFailures' | 'failuresHere')
	>,
): CaseKey | null {
	const { disposition, posted, inSummary, network } = verdict;
	if (inSummary) return null;
	const isCase = disposition === 'alert' || disposition === 'watch' || posted;
	if (!isCase && !isJoining({ signIn, verdict })) return null;
	if (signIn.alarm !== undefined) return alarmCase(signIn.alarm);
	const { actor } = known;
	if (actor !== null && actor.kind !== 'person') return dayCase(actor, signIn, topicOf(verdict));
	if (disposition === 'watch') return failureCase({ signIn, verdict }, known);
	if (actor === null) return addressCase(network.key);
	const isFlood = network.classification === 'untrusted' && isFromMany({ signIn, verdict }, known);
	return personCase(actor.key, isFlood ? EVERYWHERE : network.key);
}

/**
 * True for a person who comes from many networks within an hour, and for a credential at work that
 * came from as many before: a runner of CI has another address at each run, for ever.
 */
function isFromMany(
	{ signIn, verdict }: JudgedSignIn,
	{ networks, newNetworks }: Pick<Known, 'networks' | 'newNetworks'>,
): boolean {
	const others = networks.filter((one) => one !== verdict.network.key);
	return newNetworks >= MANY_NETWORKS || (isUse(signIn) && others.length >= MANY_NETWORKS);
}

/**
 * An alarm of AWS, with its updates and copies, is one case. Samples are one: GuardDuty makes dozens at
 * once for somebody who tries it out.
 */
function alarmCase({ kind, id, state }: Alarm): CaseKey {
	const key = state === 'sample' ? 'sample' : id;
	return { key: `alarm|${kind}|${key}`, subject: 'person' };
}

/**
 * True for a use of a credential that joins an open case of its key, where there is one. It opens
 * none.
 */
export function isJoining({ signIn, verdict }: JudgedSignIn): boolean {
	return useIn(verdict) === 'again' && isUse(signIn);
}

/**
 * The key of the case of a watched failure. The failures of one name are one case, whatever the
 * addresses, and so are those of an address that tries several names. If both are many, the account
 * is one: an attacker chooses addresses as they like, and must not fill the channel with cards. A
 * success has another case, so that it is a message of its own and not a change of an earlier one.
 */
function failureCase(
	{ signIn, verdict }: JudgedSignIn,
	known: Pick<Known, 'person' | 'initiator' | 'actor' | 'personFailures' | 'failuresHere'>,
): CaseKey {
	const { key: network } = verdict.network;
	const { actor, initiator, person } = known;
	const whose = initiator === null ? whoseFailure(signIn, person) : (actor?.key ?? null);
	const isManyNames = verdict.reasons.some(({ code }) => code === 'many-names');
	const isOfNobody = whose === null || person === null;
	// Nobody works as root, so the roots of all accounts are one name.
	if (isOfNobody || (isManyNames && signIn.principal.kind !== 'root'))
		return isFromElsewhere(known) ? accountCase(signIn) : addressCase(network);
	return personCase(whose, FAILURES);
}

/**
 * The keys that the case of a sign-in probably has. They are known before the sign-in is judged, so
 * that all these cases can be read at once. Only the case of a principal that obtained the calling
 * session is read later.
 */
export function possibleCaseKeys(facts: Facts): string[] {
	const { signIn, network } = facts;
	if (signIn.alarm !== undefined) return [alarmCase(signIn.alarm).key];
	const actor = actorOf(facts, { person: personKey(signIn), initiator: null });
	const isFailure = isFailedAttempt(signIn);
	const common = [addressCase(network.key), ...(isFailure ? [accountCase(signIn)] : [])];
	const own =
		actor === null || actor.kind === 'person'
			? possiblePersonCases(facts, actor?.key ?? null)
			: topicsOf(actor).map((topic) => dayCase(actor, signIn, topic));
	return [...common, ...own].map(({ key }) => key);
}

function possiblePersonCases({ signIn, network }: Facts, person: string | null): CaseKey[] {
	const isFailure = isFailedAttempt(signIn);
	const failing = isFailure ? whoseFailure(signIn, person) : null;
	const failures = failing === null ? [] : [personCase(failing, FAILURES)];
	const networks = showsHolder(signIn) ? [network.key, EVERYWHERE] : [];
	const others = person === null ? [] : networks.map((one) => personCase(person, one));
	return [...failures, ...others];
}

/** A use that is denied is not one: its credential works. */
function isFailedAttempt({ outcome, part }: SignIn): boolean {
	return outcome === 'failure' && part !== 'use';
}

function personCase(person: string, network: string): CaseKey {
	return { key: `person|${person}|${network}`, subject: 'person' };
}

/** What a day of a machine or an external account is about; each topic is a case of its own. */
type Topic = 'usual' | 'elsewhere' | 'vendor' | 'failures';

function topicsOf({ kind, sign }: Actor): readonly Topic[] {
	if (kind === 'external-account') return ['usual', 'vendor', 'failures'];
	return isAwsMarker(sign ?? '') ? ['usual', 'elsewhere', 'failures'] : ['usual', 'failures'];
}

/**
 * What may be stolen must not be hidden in the case of everyday work, nor a success in that of
 * failures.
 */
function topicOf({ disposition, reasons }: JudgedSignIn['verdict']): Topic {
	if (reasons.some(({ code }) => code === 'machine-elsewhere')) return 'elsewhere';
	if (disposition === 'watch') return 'failures';
	return reasons.some(({ code }) => code === 'vendor') ? 'vendor' : 'usual';
}

/**
 * Machines and external accounts do the same thing at any hour and from changing addresses. A day
 * of it, in UTC, is one case.
 */
function dayCase({ kind, key }: Actor, { time }: SignIn, topic: Topic): CaseKey {
	const day = new Date(time).toISOString().slice(0, 10);
	const rest = `${day}${topic === 'usual' ? '' : `|${topic}`}`;
	return kind === 'machine'
		? { key: `workload|${key}|${rest}`, subject: 'workload' }
		: { key: `${key}|${rest}`, subject: 'person' };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** AWS's id of an occurrence, which comes again with each update, says which case it belongs to. */
const ONE_FOR_EVER = /^alarm\|(health|guardduty|sign-in-anomaly)\|(?!sample$)/;

/** The longest gaps within one case. */
export interface CaseGaps {
	readonly minutes: number;
	/** Where a credential is at work. After so long it is told again, and that is another case. */
	readonly useHours: number;
}

/** Gives the gaps as configured. */
export function caseGaps({ limits, use }: Pick<Configuration, 'limits' | 'use'>): CaseGaps {
	return { minutes: limits.caseMinutes, useHours: use.quietHours };
}

/**
 * The last moment at which a sign-in joins a case. A gap that is longer than configured ends it,
 * but not that of a key which has the day. A credential at work is told once, so what it does after
 * a pause must find its case: the gap is longer there. No case takes up a sign-in more than a day
 * after its first: an answer or a release is about what somebody saw then.
 */
export function openUntil(
	key: string,
	{ openedAt, lastAt, uses }: Pick<Case, 'openedAt' | 'lastAt' | 'uses'>,
	{ minutes, useHours }: CaseGaps,
): number {
	if (ONE_FOR_EVER.test(key)) return Number.POSITIVE_INFINITY;
	const isOfDay = key.startsWith('workload|') || key.startsWith('external:');
	const longest = Math.max(minutes * 60_000, uses === null ? 0 : useHours * HOUR_MS);
	return Math.min(lastAt + (isOfDay ? DAY_MS : longest), openedAt + DAY_MS);
}

/**
 * True if a sign-in is so much earlier than the end of a case that it belongs to an earlier one.
 */
export function isOfEarlierCase({ time }: SignIn, { lastAt }: Pick<Case, 'lastAt'>): boolean {
	return time < lastAt - DAY_MS;
}

function addressCase(network: string): CaseKey {
	return { key: `address|${network}`, subject: 'address' };
}

/** The failures of an account with hidden or many names, from several addresses. */
function accountCase({ recipient, account }: SignIn): CaseKey {
	return { key: `account|${recipient ?? account}`, subject: 'address' };
}

const OUR_ID = /^[0-9a-f]{6,64}$/;

/**
 * The id of a case: ten hexadecimal digits, enough to distinguish the cases of a year and short
 * enough to read aloud. `opening` distinguishes the cases of one key: the time when the case began,
 * or its number. Two functions that open the same case at once get the same id.
 */
export function caseId(key: string, opening: number): string {
	return sha256(`${key}|${opening}`).slice(0, 10);
}

/**
 * True for ids of cases and containments. Nothing else goes into a command that somebody will run.
 */
export function isOurId(text: string): boolean {
	return OUR_ID.test(text);
}
