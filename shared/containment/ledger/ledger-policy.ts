import { sha256 } from '../../runtime/sha256.ts';
import type { ActiveContainment, Attachment, PolicyId } from '../containment.ts';
import type { Containment, Problem, TextChange } from './ledger.ts';
import type { State } from './ledger-states.ts';

/** A containment as one policy's publisher sees it. */
export interface Demand extends ActiveContainment {
	/** Where the principal acts; null where no single account tells. */
	readonly account: string | null;
	readonly attachment: Attachment | null;
	readonly state: State;
}

/** All that a policy's text must hold, and what must come out of it. */
export interface PolicyDemand {
	readonly active: readonly Demand[];
	/** Ended by a human or the clock, and not yet known to be out of the text. */
	readonly ending: readonly Demand[];
	/** Keys of items that tell of neither: a human must look, and nobody else waits for that. */
	readonly damaged: readonly string[];
}

/** The right to publish one policy. A newer lease has a higher generation and makes this one worthless. */
export interface Lease {
	readonly policy: PolicyId;
	readonly holder: string;
	readonly generation: number;
	/** Milliseconds since 1970, UTC. */
	readonly expires: number;
	/**
	 * One of the texts with these hashes stands there, unless somebody else has changed it. Several, where a publisher
	 * did not live to say which.
	 */
	readonly expected: readonly string[];
	/** When a text was last about to be replaced; 0 where none ever was. */
	readonly begunAt: number;
}

/** One run of a publisher, as the histories name it. */
export interface PublisherRun {
	readonly policy: PolicyId;
	readonly generation: number;
	readonly holder: string;
	/** True where the run itself died or could not tell, and the next lease tells for it. */
	readonly isRepeat: boolean;
}

/**
 * Tells others which containments a run has changed. It is awaited before the ledger forgets that they changed, and if
 * it rejects the next lease tells again. Until that has told, the policy is not published: a repeat must not reject for
 * what a deny does not need.
 */
export type Announce = (changed: readonly Containment[], by: PublisherRun) => Promise<void>;

/** `late`: somebody else has leased the policy since, or another text is recorded under this lease. */
export type Recorded = 'recorded' | 'late';

export const SETTLED_STATES = ['effective', 'failed', 'refused', 'ended'] as const;

/** What became of one containment on the policy. `ended`: it is out of the text. */
export interface Outcome {
	readonly id: string;
	readonly state: (typeof SETTLED_STATES)[number];
	readonly problem: Problem | null;
}

/** A text that was replaced, or was about to be when the publisher died (`interrupted`). */
export interface TextPublication extends TextChange {
	readonly generation: number;
	readonly at: number;
	readonly holder: string;
	readonly result: 'settled' | 'interrupted';
}

/**
 * What the publisher of a policy reads and records. Every function may be killed anywhere and run again.
 *
 * One run: `lease`, `activeFor`, then if the text differs `begin` before it is written and `markPublishing` beside it,
 * `settle` with what was seen, `giveBack`. One lease is for one text; another text needs another lease.
 */
export interface PolicyLedger {
	/** What stands in the table at this moment. */
	activeFor(policy: PolicyId): Promise<PolicyDemand>;
	/**
	 * Null while another holds it. `holder` must be new for each run: the same one is taken to be a repeat of the call,
	 * and gets the next generation. First finishes recording what an earlier holder left half recorded.
	 */
	lease(
		policy: PolicyId,
		asking: { holder: string; now: number; ms: number },
	): Promise<Lease | null>;
	/** The same generation for longer. Null where somebody else has it. */
	renew(lease: Lease, now: number, ms: number): Promise<Lease | null>;
	/**
	 * Lets the next one have it at once. `seen`: the text that stands there now; null where nobody knows. Nothing happens
	 * where somebody else has it.
	 */
	giveBack(lease: Lease, seen: string | null): Promise<void>;
	/** Keeps both texts and records what is going to be replaced by what. Write the text only when it is `recorded`. */
	begin(lease: Lease, change: { before: string; after: string; at: number }): Promise<Recorded>;
	/** Says of these that they are on the way into the text that `begin` recorded. */
	markPublishing(lease: Lease, ids: readonly string[], at: number): Promise<void>;
	/**
	 * Records what came of it for all that `activeFor` gave, those in the text and those taken out; what stands so already
	 * gets no step. The first time of a lease stands. Without `begin`: the text was right already.
	 */
	settle(lease: Lease, outcomes: readonly Outcome[], at: number): Promise<Recorded>;
	/** Every replaced text, in order. */
	publications(policy: PolicyId): Promise<readonly TextPublication[]>;
	/** A text that `begin` kept, or null. */
	textOf(hash: string): Promise<string | null>;
}

/** Texts that may stand there while nobody knows whether a publisher was killed before or after it wrote. */
const MOST_EXPECTED = 20;

/** What may stand at the policy once this change has begun. */
export function expectedFrom({ expected }: Lease, { before, after }: TextChange): string[] {
	return [...new Set([...expected, before, after])].slice(-MOST_EXPECTED);
}

/** By this the ledger knows a policy's text. */
export function textHash(text: string): string {
	return sha256(text);
}
