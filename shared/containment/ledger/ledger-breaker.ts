import type { BreakerReason } from '../breaker.ts';
import type { Decision } from './ledger.ts';

/** Who was counted in a window, sorted. */
export interface Counted {
	readonly people: readonly string[];
	readonly accounts: readonly string[];
}

export interface Counting {
	/** Names the window. A window that begins anew after a human resumed needs another name, such as with that time. */
	readonly window: string;
	readonly person: string;
	readonly accounts: readonly string[];
	/** The window may be forgotten from then on, milliseconds since 1970, UTC. */
	readonly keepUntil: number;
	/** Beyond so many nobody is added, in place of MOST_COUNTED. */
	readonly most?: number;
}

/** One time that the breaker opened. Times are milliseconds since 1970, UTC. */
export interface BreakerOpening {
	/** From 1 on, without gaps. */
	readonly number: number;
	readonly since: number;
	readonly why: BreakerReason;
	/** When somebody said that the message is out. */
	readonly toldAt: number | null;
	/** Null while it is open. */
	readonly resumed: Decision | null;
}

/** `resumed-since`: a human has already answered what this opening is about. */
export type Opened = 'opened' | 'open-already' | 'resumed-since';

/**
 * People are counted in a window no further than this, so that no crowd of invented names outgrows the item and stops
 * the counting. A limit of the breaker above it could never be reached.
 */
export const MOST_COUNTED = 1_000;

/** The breaker's memory. A repeat of any call changes nothing. */
export interface BreakerLedger {
	/** Who was counted in a window until now. */
	counted(window: string): Promise<Counted>;
	/** Adds to the window's sets and answers with them. Beyond MOST_COUNTED nobody is added. */
	countPerson(counting: Counting): Promise<Counted>;
	/** The latest opening, be it open or resumed; null when there never was one. */
	breaker(): Promise<BreakerOpening | null>;
	/** Two that open at once make one opening. */
	openBreaker(opening: { why: BreakerReason; at: number }): Promise<Opened>;
	/** True for the first who says so of this opening, and for his repeat with the same time. */
	markBreakerTold(number: number, at: number): Promise<boolean>;
	/** A human ends the latest opening that he can have known of. Answers with the latest opening as it stands. */
	resumeBreaker(decision: Decision): Promise<BreakerOpening | null>;
}
