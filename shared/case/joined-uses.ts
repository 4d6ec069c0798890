import { sha256 } from '../runtime/sha256.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { addUse, type CaseUses, namesIn, noteUse, withoutUse } from './case-uses.ts';

/** The uses of credentials that joined a case after it was told, as they are kept. */
export interface JoinedUses {
	/** The short hashes of their records. Once there are a thousand, no more uses are counted. */
	readonly deliveries: readonly string[];
	readonly uses: CaseUses;
	/** What the uses were when they last made the card due. */
	readonly shown: ShownUses;
}

interface ShownUses {
	readonly calls: number;
	readonly names: number;
	/** Milliseconds since 1970, UTC: the time of a use. */
	readonly at: number;
}

const MOST_DELIVERIES = 1_000;
/** A key at work shows on its card at most this late that it still is. */
const SHOWN_EVERY = 10 * 60_000;
/** What is not counted any more moves the time of the last use so rarely. */
const NOTED_EVERY = 5 * 60_000;

/** Adds one more use. Answers with the same object if that changes nothing. */
export function addJoined(
	before: JoinedUses | null,
	signIn: SignIn,
	delivery: string,
): JoinedUses | null {
	const hash = joinedHash(delivery);
	if (before?.deliveries.includes(hash)) return before;
	if (before?.uses.countedUntil !== undefined) return noted(before, signIn);
	const deliveries = [...(before?.deliveries ?? []), hash];
	const added = addUse(before?.uses ?? null, signIn);
	const isFull = deliveries.length >= MOST_DELIVERIES;
	const uses = isFull ? { ...added, countedUntil: added.lastAt } : added;
	return { deliveries, uses, shown: shownOf(before, uses) };
}

/** Takes out a use that is told now, because it is kept one by one then. */
export function removeJoined(
	before: JoinedUses | null,
	signIn: SignIn,
	delivery: string,
): JoinedUses | null {
	const hash = joinedHash(delivery);
	if (before === null || !before.deliveries.includes(hash)) return before;
	if (before.deliveries.length === 1) return null;
	const deliveries = before.deliveries.filter((one) => one !== hash);
	return { ...before, deliveries, uses: withoutUse(before.uses, signIn) };
}

function noted(before: JoinedUses, signIn: SignIn): JoinedUses {
	const uses = noteUse(before.uses, signIn);
	const isNew = namesIn(uses) > namesIn(before.uses);
	if (!isNew && signIn.time - before.uses.lastAt < NOTED_EVERY) return before;
	return { ...before, uses, shown: shownOf(before, uses) };
}

/**
 * The card is due again for a new credential, service or action, when the calls have doubled, and
 * every ten minutes: a chatty key must not have it posted again for every call.
 */
function shownOf(before: JoinedUses | null, uses: CaseUses): ShownUses {
	const { calls, lastAt } = uses;
	const now = { calls, names: namesIn(uses), at: lastAt };
	if (before === null) return now;
	const { shown } = before;
	const isDue =
		now.names > shown.names || calls >= 2 * shown.calls || lastAt - shown.at >= SHOWN_EVERY;
	return isDue ? now : shown;
}

/** 32 bits distinguish a thousand records; two that are equal count once. */
function joinedHash(delivery: string): string {
	return sha256(delivery).slice(0, 8);
}
