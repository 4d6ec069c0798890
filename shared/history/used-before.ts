import { isElsewhere } from '../network/network.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import {
	actionOf,
	isLongTerm,
	isUse,
	ownerOf,
	usedCredential,
} from '../sign-in/used-credential.ts';
import type { Facts, Remembered } from './history.ts';
import type { Place } from './history-places.ts';

/** An hour is precise enough for the quiet that must pass before a credential is told again. */
const NOTED_EVERY = 3_600_000;
/** No case is open for longer. */
const DAY = 86_400_000;

/** One use of a credential at one network that was noted. */
export interface NotedUse {
	/** Milliseconds since 1970, UTC. */
	readonly time: number;
	/** As `noteOf` writes it. */
	readonly action: string;
	/** True if the use was told, and did not only join what had been told. */
	readonly isTold: boolean;
}

/** What is known of a credential's earlier uses at the network of this one. */
export interface UsedBefore {
	/** When it was last noted there, in milliseconds since 1970. */
	readonly lastAt: number;
	/** The actions that were told since `openedAt`, as `noteOf` writes them. */
	readonly told: readonly string[];
	/**
	 * When the first use was told whose case may still be open, in milliseconds since 1970; null if
	 * there is none.
	 */
	readonly openedAt: number | null;
}

/** So many uses at one network are read: as many actions as a card shows, and some hours. */
export const MOST_NOTED = 50;

/**
 * Gives the place of the uses of a credential at a network; null if the network is ours, and if the
 * call neither is one, nor a sign-in with a long-term key, which may come after them.
 */
export function usePlace({ signIn, network }: Pick<Facts, 'signIn' | 'network'>): Place | null {
	if (!isElsewhere(network)) return null;
	const credential = isUse(signIn) || isLongTerm(signIn) ? usedCredential(signIn) : null;
	if (credential === null) return null;
	// Records in which ids are masked show the same text for the keys of several users.
	const owner = isWhole(credential) ? '' : `${ownerOf(signIn)}|`;
	return { kind: 'use', key: `${owner}${credential}|${network.key}` };
}

function isWhole(id: string): boolean {
	return /^[A-Z0-9]{16,128}(:|$)/.test(id);
}

/**
 * Puts the noted uses from before `at` together, the latest first; null if there are none. What was
 * told in a case that is closed is not counted: to do it again joins that case no more.
 */
export function usedBefore(noted: readonly NotedUse[], at: number): UsedBefore | null {
	const [latest] = noted;
	if (latest === undefined) return null;
	const told = noted.filter(({ isTold }) => isTold);
	const openedAt = openedIn(told, at);
	const since = told.filter(({ time }) => openedAt !== null && time >= openedAt);
	return { lastAt: latest.time, told: [...new Set(since.map(({ action }) => action))], openedAt };
}

/** A case ends a day after its first use, so the next one that is told opens another. */
function openedIn(told: readonly NotedUse[], at: number): number | null {
	let openedAt = Number.NEGATIVE_INFINITY;
	for (const { time } of told.toReversed()) if (time > openedAt + DAY) openedAt = time;
	return at > openedAt + DAY ? null : openedAt;
}

/** Until then a use joins the case that was open before it, or that it opens itself. */
export function caseEnd(used: UsedBefore | null, { time }: Pick<SignIn, 'time'>): number {
	return (used?.openedAt ?? time) + DAY;
}

type Call = Pick<SignIn, 'eventSource' | 'event' | 'outcome'>;

/** Gives the action as it is noted: one that was denied is another one than one that was not. */
export function noteOf(call: Call): string {
	return `${actionOf(call)}${call.outcome === 'failure' ? DENIED : ''}`;
}

const DENIED = ' denied';

/**
 * True if the same was told. An action that was only denied until now was not told: it may have been
 * tried just to hide that it succeeds later.
 */
export function isToldAction(call: Call, told: readonly string[]): boolean {
	return told.includes(actionOf(call)) || told.includes(noteOf(call));
}

/**
 * True if history learns from it where its principal was: from a sign-in that succeeded, or a use
 * that was judged as one. A network from which a session was only denied is not learned, because a
 * thief could make it known that way.
 */
export function showsPlace(
	{ signIn }: Pick<Facts, 'signIn'>,
	{ use }: Pick<Remembered, 'use'>,
): boolean {
	return signIn.outcome === 'success' || use !== null;
}

interface NotedOf extends Pick<Remembered, 'use'> {
	readonly known: { readonly used: Pick<UsedBefore, 'lastAt'> | null };
}

/** Gives what a judged use adds, or null: what joins what was told is noted once an hour. */
export function notedUse(
	{ signIn }: Pick<Facts, 'signIn'>,
	{ known: { used }, use }: NotedOf,
): NotedUse | null {
	if (use === null) return null;
	const isDue = use === 'told' || used === null || signIn.time - used.lastAt >= NOTED_EVERY;
	return isDue ? { time: signIn.time, action: noteOf(signIn), isTold: use === 'told' } : null;
}
