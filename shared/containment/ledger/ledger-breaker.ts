import type { BreakerReason } from '../breaker.ts';
import type { Decision } from './ledger.ts';

/** That an actor was to be contained at some time. Times are milliseconds since 1970, UTC. */
export interface CountedAt {
	/** The beginning of the slot of time. An actor is counted once in a slot. */
	readonly slot: number;
	/** A hash, because what names an actor may be of any length. */
	readonly actor: string;
	/** True if IAM tells that the credential is old; false if nobody tells. */
	readonly isOlder: boolean;
	/** The account that the actor belongs to, if one is known. */
	readonly account: string | null;
	/** When a human last resumed, or 0. Who was counted before that does not count any more. */
	readonly since: number;
}

export interface Counting extends CountedAt {
	/** What is counted: everybody, or those who come from one network. */
	readonly list: string;
	/** It may be deleted after this time. */
	readonly keepUntil: number;
}

/** Which slots of a list are asked for, both ends included. */
export interface Slots {
	readonly from: number;
	readonly to: number;
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

/** So many entries of a list are read at most. A limit of the breaker must be far below it. */
export const MOST_COUNTED = 3_000;

/** The stored state of the circuit breaker. Repeating a call changes nothing. */
export interface BreakerLedger {
	/** Who was counted in a part of a list, in the order of time. */
	counted(list: string, slots: Slots): Promise<readonly CountedAt[]>;
	/** Adds an actor to a list. Others may do it at the same time. */
	count(counting: Counting): Promise<void>;
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
