import { sha256 } from '../../runtime/sha256.ts';
import type { ActiveContainment, Attachment, PolicyId } from '../containment.ts';
import type { Containment, Problem, TextChange } from './ledger.ts';
import type { State } from './ledger-states.ts';

/** What a containment demands of one policy. */
export interface Demand extends ActiveContainment {
	/** The account in which the principal acts; null if it is not one account. */
	readonly account: string | null;
	readonly attachment: Attachment | null;
	readonly state: State;
	/** Whether it was ever effective. Absent in items of older versions. */
	readonly wasEffective?: boolean;
}

/** Which containments must be in the text of a policy, and which must be taken out. */
export interface PolicyDemand {
	readonly active: readonly Demand[];
	/** Ended by a human or by the clock, and not yet known to be out of the text. */
	readonly ending: readonly Demand[];
	/**
	 * Keys of items that cannot be read. A human must restore them; the others do not wait for
	 * that.
	 */
	readonly damaged: readonly string[];
}

/**
 * The right to publish one policy. A newer lease has a higher generation and invalidates this one.
 */
export interface Lease {
	readonly policy: PolicyId;
	readonly holder: string;
	readonly generation: number;
	/** Milliseconds since 1970, UTC. */
	readonly expires: number;
	/**
	 * The policy has a text with one of these hashes, unless somebody else has changed it. There
	 * are several if a publisher was killed before it recorded which. Empty if nobody knows, because
	 * the item was damaged: then the text at AWS counts as ours.
	 */
	readonly expected: readonly string[];
	/** When a text was last about to be replaced; 0 if never. */
	readonly begunAt: number;
}

/** One run of a publisher. */
export interface PublisherRun {
	readonly policy: PolicyId;
	readonly generation: number;
	readonly holder: string;
}

/**
 * Announces the containments that a run has changed. If it rejects, it is noted that they are not
 * announced, and reconcile announces them again. No text waits for that.
 */
export type Announce = (changed: readonly Containment[], by: PublisherRun) => Promise<void>;

/**
 * `late`: another run has leased the policy since, or another text is recorded under this lease.
 */
export type Recorded = 'recorded' | 'late';

export const SETTLED_STATES = ['effective', 'failed', 'refused', 'ended'] as const;

/** The outcome for one containment on the policy. `ended`: it is out of the text. */
export interface Outcome {
	readonly id: string;
	readonly state: (typeof SETTLED_STATES)[number];
	readonly problem: Problem | null;
	/** Of a whole role: the time in the text before which its sessions are denied. */
	readonly issuedBefore?: number;
}

/**
 * A text that was replaced, or was about to be replaced when the publisher was killed
 * (`interrupted`).
 */
export interface TextPublication extends TextChange {
	readonly generation: number;
	readonly at: number;
	readonly holder: string;
	readonly result: 'settled' | 'interrupted';
}

/**
 * What the publisher of a policy reads and records. Every function may be killed anywhere and run
 * again.
 *
 * One run: `lease`, `activeFor`, then if the text differs `begin` before it is written and
 * `markPublishing` at the same time, `settle` with what was seen, `giveBack`. One lease is for one
 * text; another text needs another lease.
 */
export interface PolicyLedger {
	/** Reads the demands of the policy consistently. */
	activeFor(policy: PolicyId): Promise<PolicyDemand>;
	/**
	 * Null while another run holds it. `holder` must be new for each run: the same one counts as a
	 * repeat of the call and gets the next generation. Completes first what an earlier holder has
	 * recorded but not carried out.
	 */
	lease(
		policy: PolicyId,
		asking: { holder: string; now: number; ms: number },
	): Promise<Lease | null>;
	/** Extends the lease with the same generation. Null if another run holds it. */
	renew(lease: Lease, now: number, ms: number): Promise<Lease | null>;
	/**
	 * Ends the lease early. `seen`: the current text of the policy; null if it is unknown. Does
	 * nothing if another run holds the lease.
	 */
	giveBack(lease: Lease, seen: string | null): Promise<void>;
	/**
	 * Moves the time before which the sessions of these roles are denied. Call it before their text
	 * is rendered. It never moves earlier.
	 */
	cutLater(
		lease: Pick<Lease, 'holder'>,
		ids: readonly string[],
		cut: { issuedBefore: number; at: number },
	): Promise<void>;
	/**
	 * Stores both texts and records the change before it is made. Write the text only if it is
	 * `recorded`.
	 */
	begin(lease: Lease, change: { before: string; after: string; at: number }): Promise<Recorded>;
	/** Records that these are being published with the text that `begin` recorded. */
	markPublishing(lease: Lease, ids: readonly string[], at: number): Promise<void>;
	/**
	 * Records the outcomes of everything that `activeFor` gave. An outcome that changes nothing
	 * gets no step. Only the first call of a lease counts. Without `begin` the text was right
	 * already.
	 */
	settle(lease: Lease, outcomes: readonly Outcome[], at: number): Promise<Recorded>;
	/**
	 * Announces what a publisher could not announce, at most so many runs: its announcement was
	 * rejected, or it was killed before. Rejects if that fails again; it is tried again later.
	 */
	announceAgain(most: number): Promise<void>;
	/** All publications, in order. */
	publications(policy: PolicyId): Promise<readonly TextPublication[]>;
	/** A text that `begin` stored, or null. */
	textOf(hash: string): Promise<string | null>;
}

/** How many possible texts are remembered after publishers were killed. */
const MOST_EXPECTED = 20;

/** The possible texts of the policy once this change has begun. */
export function expectedFrom({ expected }: Lease, { before, after }: TextChange): string[] {
	return [...new Set([...expected, before, after])].slice(-MOST_EXPECTED);
}

/** The hash by which the ledger identifies a text. */
export function textHash(text: string): string {
	return sha256(text);
}
