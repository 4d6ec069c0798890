import { orderText, orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Counts the other networks at which a person was first seen within the last hour, before they were
 * first seen at this one. `first` has the place of the first sign-in at each network, as
 * `orderText` gives it.
 */
export function countNew(first: ReadonlyMap<string, string>, here: string, signIn: SignIn): number {
	if (isOnly(first, here)) return 0;
	const before = firstHere(first, here, signIn);
	const from = orderTextFrom(signIn.time - HOUR);
	return [...first].filter(([network, at]) => network !== here && at >= from && at < before).length;
}

/**
 * True if an actor was first seen here within the last day, and at another network before. Somebody
 * who has copied a credential stays at it for more than one call.
 */
export function isNewHere(
	first: ReadonlyMap<string, string>,
	here: string,
	signIn: SignIn,
): boolean {
	if (isOnly(first, here)) return false;
	const since = firstHere(first, here, signIn);
	if (since < orderTextFrom(signIn.time - DAY)) return false;
	return [...first].some(([network, at]) => network !== here && at < since);
}

/** Most actors use one network, so the order of their sign-ins need not be computed. */
function isOnly(first: ReadonlyMap<string, string>, here: string): boolean {
	return first.size === 0 || (first.size === 1 && first.has(here));
}

function firstHere(first: ReadonlyMap<string, string>, here: string, signIn: SignIn): string {
	const own = orderText(signIn);
	const known = first.get(here);
	return known !== undefined && known < own ? known : own;
}
