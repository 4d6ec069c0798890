import type { SignIn } from '../sign-in/sign-in.ts';
import { copyKeys, leadKeys, mainKeys } from './act-keys.ts';
import type { Memory } from './dynamodb-history-keys.ts';
import type { Facts } from './history.ts';
import { isToken, loginFamily, tokenKey } from './tokens.ts';
import { credentialWeek } from './weeks.ts';

/** Where something is remembered: a kind of memory, and the key under which it is looked for. */
export interface Place {
	readonly memory: Memory;
	readonly key: string;
}

/** Where the other records of an act find this one. */
export function actPlaces(signIn: SignIn): Place[] {
	const keys = [...copyKeys(signIn), ...mainKeys(signIn), ...leadKeys(signIn)].map(
		({ key }) => key,
	);
	return [...new Set(keys)].map((key) => ({ memory: 'act', key }));
}

/** Where the logins of a person stand from which a token such as this follows; null for what is neither. */
export function loginPlace(signIn: SignIn, person: string | null): Place | null {
	const family = loginFamily(signIn);
	return person === null || family === 'none'
		? null
		: { memory: 'login', key: `${family}|${person}` };
}

/** Where tokens like this one stand; null for what is none. */
export function tokenPlace(facts: Facts, person: string | null): Place | null {
	if (person === null || !isToken(facts.signIn)) return null;
	return { memory: 'token', key: tokenKey(facts, person) };
}

/** Where it stands that this week's age of the credential was told. */
export function weekPlace(facts: Facts, person: string | null): Place {
	return { memory: 'week', key: credentialWeek(facts, person) };
}
