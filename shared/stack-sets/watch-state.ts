import type { Notice } from '../outbox/notices.ts';
import { shortHash } from '../runtime/sha256.ts';
import { type KeptLook, keepLook, lookText } from './kept-look.ts';
import { keyOf, type Look } from './look.ts';

/** What is known of the StackSets, and what people were told of it. Times: milliseconds since 1970, UTC. */
export interface WatchState {
	/** When they are looked at again. */
	readonly dueAt: number;
	/** What the last look found that was completed; null before the first. */
	readonly look: KeptLook | null;
	/** Since when no look was completed; null if the last one was. */
	readonly failingSince: number | null;
	/** Since when StackSets works on some instances, or has yet to make them; null if it does not. */
	readonly unsettledSince: number | null;
	/** Counts what was told. `digest` says what was told last; empty: all is current. */
	readonly told: { readonly number: number; readonly digest: string };
}

/** Keeps the state of the watch over the StackSets. */
export interface StackSetWatch {
	/** Null before the first look. */
	read(): Promise<WatchState | null>;
	write(state: WatchState, now: number): Promise<void>;
}

/** Before the first look. */
export const NEVER_LOOKED: WatchState = {
	...{ dueAt: 0, look: null, failingSince: null, unsettledSince: null },
	told: { number: 0, digest: '' },
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So long a deployment, or an account that has just joined, is not told as something that is wrong. */
const MOST_UNSETTLED = 6 * HOUR;

/**
 * The state while a look is made. A look that fails, or whose function is killed, leaves it so: the
 * next one comes an hour later, and until one is completed the instances count as not known.
 */
export function begun(state: WatchState, now: number): WatchState {
	return { ...state, dueAt: now + HOUR, failingSince: state.failingSince ?? now };
}

/** The state after a look, and the notice if people must be told something else than before. */
export function completed(
	state: WatchState,
	look: Look,
	now: number,
): { readonly state: WatchState; readonly notice: Notice | null } {
	const isUnsettled = look.notCurrent.some(
		({ cause }) => cause === 'underway' || cause === 'missing',
	);
	const unsettledSince = isUnsettled ? (state.unsettledSince ?? now) : null;
	const read = { ...state, failingSince: null, unsettledSince };
	if (unsettledSince !== null && now - unsettledSince < MOST_UNSETTLED)
		return { state: { ...read, dueAt: now + HOUR }, notice: null };
	const kept = keepLook(look, { before: state.look, at: now });
	const digest = digestOf(look);
	const isNews = digest !== state.told.digest;
	const told = isNews ? { number: state.told.number + 1, digest } : state.told;
	return {
		// While something is not current, somebody may be repairing it.
		state: { ...read, dueAt: now + (kept.behind > 0 ? HOUR : DAY), look: kept, told },
		notice: isNews ? noticeOf(kept, told) : null,
	};
}

/** True if another look has failed since the first one that did. */
export function isNotKnown({ failingSince }: WatchState, now: number): boolean {
	return failingSince !== null && now - failingSince >= HOUR;
}

/** Says which instances are not current, and why; empty if all are. */
function digestOf({ notCurrent }: Look): string {
	if (notCurrent.length === 0) return '';
	return shortHash(notCurrent.map((one) => `${keyOf(one)} ${one.cause}`).join('\n'));
}

/** A run that is killed before it stores what it told makes the same notice again. */
function noticeOf(look: KeptLook, { number, digest }: WatchState['told']): Notice {
	return {
		...{ id: `stack-sets:${number}:${digest}`, kind: 'stack-sets', at: look.at },
		facts: { look: lookText(look) },
	};
}
