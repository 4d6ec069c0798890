import type { BreakerReason } from '../breaker.ts';
import type { Decision } from './ledger.ts';

/** Who was counted in a window, sorted. */
export interface Counted {
	readonly people: readonly string[];
	readonly accounts: readonly string[];
}

export interface Counting {
	/** The name of the window. After a human resumed, the window needs another name. */
	readonly window: string;
	readonly person: string;
	readonly accounts: readonly string[];
	/** The window may be deleted after this time, milliseconds since 1970, UTC. */
	readonly keepUntil: number;
	/** The limit of people in a window, instead of MOST_COUNTED. */
	readonly most?: number;
}

/** An opening of the circuit breaker. Times are milliseconds since 1970, UTC. */
export interface BreakerOpening {
	/** Numbers begin at 1 and have no gaps. */
	readonly number: number;
	readonly since: number;
	readonly why: BreakerReason;
	/** When its notice was posted. */
	readonly toldAt: number | null;
	/** Null while it is open. */
	readonly resumed: Decision | null;
}

/** `resumed-since`: a human has resumed after the time of this opening. */
export type Opened = 'opened' | 'open-already' | 'resumed-since';

/**
 * The limit of people in a window, so that many invented names do not make the item too large. A
 * limit of the breaker must not be higher.
 */
export const MOST_COUNTED = 1_000;

/** The stored state of the circuit breaker. Repeating a call changes nothing. */
export interface BreakerLedger {
	/** Who was counted in a window so far. */
	counted(window: string): Promise<Counted>;
	/** Adds to the sets of the window and answers with them. Above the limit nobody is added. */
	countPerson(counting: Counting): Promise<Counted>;
	/** The latest opening, open or resumed; null if there was none. */
	breaker(): Promise<BreakerOpening | null>;
	/** If two functions open it at the same time, there is one opening. */
	openBreaker(opening: { why: BreakerReason; at: number }): Promise<Opened>;
	/**
	 * Records that the notice was posted. True for the first call, and for its repeat with the same
	 * time.
	 */
	markBreakerTold(number: number, at: number): Promise<boolean>;
	/** Ends the latest opening before the decision. Answers with the latest opening. */
	resumeBreaker(decision: Decision): Promise<BreakerOpening | null>;
}
