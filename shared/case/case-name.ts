import type { Known } from '../history/history.ts';
import { CLAIMED, personName } from '../history/person-name.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import type { CaseKey } from './case-key.ts';

/**
 * The best name for the subject of a case: the name of the person, or a name that people recognise.
 */
export function caseName(
	{ subject, key }: CaseKey,
	{ signIn, verdict }: JudgedSignIn,
	known: Known,
): string {
	if (subject === 'address') return verdict.network.key;
	if (subject === 'workload') return key.split('|')[1]?.split('/').at(-1) ?? key;
	return personName(signIn, known) ?? key;
}

/** Reads the name of a case. `isClaimed`: it is a source identity. */
export function readCaseName(name: string): { readonly text: string; readonly isClaimed: boolean } {
	const isClaimed = name.startsWith(CLAIMED);
	return { text: isClaimed ? name.slice(CLAIMED.length) : name, isClaimed };
}

/** Gives the name of a case as plain text, with a source identity marked as a claim. */
export function plainName(name: string): string {
	const { text, isClaimed } = readCaseName(name);
	return isClaimed ? `${text} (claimed by the caller)` : text;
}

/**
 * Replaces a directory id by the name as soon as a record shows it, and never the other way round.
 * A claim never replaces another name, nor does a session's name that of its initiator.
 */
export function betterName(current: Case, name: string): string {
	const isId = name === current.principal.id;
	const isWorse = isOnlyClaim(name, current.name) || current.name.endsWith(` (${name})`);
	return isId || isWorse ? current.name : name;
}

/** True if the first name is a claim and the second is not. */
export function isOnlyClaim(name: string, other: string): boolean {
	return readCaseName(name).isClaimed && !readCaseName(other).isClaimed;
}
