import type { SignIn } from '../sign-in/sign-in.ts';
import { copyKeys, leadKeys, mainKeys } from './act-keys.ts';
import { CONSOLE_WINDOW } from './console-sign-ins.ts';
import { FAILURE_WINDOW } from './failure.ts';
import type { Facts } from './history.ts';
import { isToken, LOGIN_WINDOW, loginFamily, tokenKey } from './tokens.ts';
import { WITNESS_REACH } from './witnesses.ts';

const DAY = 86_400_000;

/**
 * How long each kind of history counts, in milliseconds after the time of the record. The kind `id`
 * is the id behind a directory's name, `name` the name behind an id. These two, and a person's
 * networks, are learned again in everyday use.
 */
export const KEEP = {
	act: DAY,
	initiator: 2 * DAY,
	maker: 90 * DAY,
	witness: WITNESS_REACH,
	origin: 2 * DAY,
	login: LOGIN_WINDOW,
	token: DAY / 2,
	week: 14 * DAY,
	'address-failure': FAILURE_WINDOW,
	'person-failure': FAILURE_WINDOW,
	'failure-here': FAILURE_WINDOW,
	id: 400 * DAY,
	name: 400 * DAY,
	networks: 400 * DAY,
	'key-use': 400 * DAY,
	'key-past': 400 * DAY,
	'role-use': DAY,
	'user-name': 400 * DAY,
	'endpoint-account': 400 * DAY,
	console: CONSOLE_WINDOW,
	use: 8 * DAY,
	alarm: DAY,
} as const;
export type HistoryKind = keyof typeof KEEP;

/**
 * Where entries of history are stored: the kind of history, and the key under which it is looked
 * up.
 */
export interface Place {
	readonly kind: HistoryKind;
	readonly key: string;
}

/** Gives the places at which the other records of an act find this one. */
export function actPlaces(signIn: SignIn): Place[] {
	const keys = [...copyKeys(signIn), ...mainKeys(signIn), ...leadKeys(signIn)].map(
		({ key }) => key,
	);
	return [...new Set(keys)].map((key) => ({ kind: 'act', key }));
}

/**
 * Gives the place of the logins that come before a token of this kind; null if the record is
 * neither login nor token.
 */
export function loginPlace(signIn: SignIn, person: string | null): Place | null {
	const family = loginFamily(signIn);
	return person === null || family === 'none'
		? null
		: { kind: 'login', key: `${family}|${person}` };
}

/** Gives the place of tokens like this one; null if the record is not a token. */
export function tokenPlace(facts: Facts, person: string | null): Place | null {
	if (person === null || !isToken(facts.signIn)) return null;
	return { kind: 'token', key: tokenKey(facts, person) };
}

/** Gives the place that tells whether the age of the credential was reported this week. */
export function weekPlace(facts: Facts, person: string | null): Place {
	return { kind: 'week', key: credentialWeek(facts, person) };
}

/** 1970 began on a Thursday. Weeks begin on Monday, UTC. */
const THURSDAY = 3;

/**
 * Gives one text per credential and calendar week, because an old credential is reported once a
 * week.
 */
export function credentialWeek({ signIn, credential }: Facts, person: string | null): string {
	const week = Math.floor((signIn.time / DAY + THURSDAY) / 7);
	return `${credential.keyId ?? person}|${week}`;
}
