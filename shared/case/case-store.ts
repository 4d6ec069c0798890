import type { ContainmentRequest } from '../containment/containment.ts';
import type { Plan } from '../containment/plan-containment.ts';
import type { KeyOfUser } from '../credential/key-age.ts';
import type { Claim, PostedMessage } from '../outbox/posted-message.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Severity } from '../verdict/verdict.ts';
import type { Case } from './case.ts';
import type { CaseGaps, CaseKey } from './case-key.ts';
import type { CasePlan } from './case-plan.ts';
import type { KeptCase } from './kept-case.ts';

/** A human has answered a case. From then on nothing is extended and no reminder is posted. */
export interface Answer {
	readonly by: string;
	readonly at: number;
}

/** A case as it is stored, with everything that its card shows and what was posted about it. */
export interface StoredCase {
	readonly whose: CaseKey;
	readonly case: Case;
	/** Grows with every change of something that the card shows. */
	readonly revision: number;
	readonly plan: CasePlan;
	/** Ids of the containments that were requested because of it, in order. */
	readonly containments: readonly string[];
	/** The access key whose age IAM has not answered yet, or null. */
	readonly keyAsked: KeyOfUser | null;
	readonly answer: Answer | null;
	readonly postedMessage: PostedMessage | null;
	/** The revision that was posted last. Something is due while it is less than `revision`. */
	readonly postedRevision: number;
	readonly claim: Claim | null;
	/** Keys of the replies that the thread has, or does not need. */
	readonly replies: readonly string[];
}

/** The previous case of a key, so that a repeated sign-in finds it. */
export interface CaseBefore {
	readonly number: number;
	/** The `deliveryHash` of each of its sign-ins. */
	readonly deliveries: readonly string[];
}

/** The latest case of a key, with its sign-ins and with the counters that the next write checks. */
export interface RecalledCase extends StoredCase {
	/** The number of the case among the cases of the key. */
	readonly number: number;
	readonly kept: KeptCase;
	readonly before: CaseBefore | null;
	/** Since when a message is due, in the time of the sign-ins; null while none is due. */
	readonly dueSince: number | null;
	/**
	 * True once the case needed a message, also if its verdicts change later: the card is kept up
	 * to date.
	 */
	readonly needsMessage: boolean;
	/** How often a judge has written it, and how often any function has. */
	readonly judgements: number;
	readonly writes: number;
}

/** Stands for a latest case that cannot be read. The next case replaces it. */
export interface UnreadableCase {
	/** The number of the next case; null if it cannot be read either. */
	readonly nextNumber: number | null;
	/** The id in the item; null if it has none. */
	readonly id: string | null;
}

/** What `recall` finds for a key. */
export type FoundCase = RecalledCase | UnreadableCase;

/** What one judged sign-in adds to a case. */
export interface CaseAddition {
	/** The case that `caseToJoin` found. */
	readonly id: string;
	readonly number: number;
	readonly whose: CaseKey;
	readonly judged: JudgedSignIn;
	/** The best name that is known for the subject of the case. */
	readonly name: string;
	readonly plan: Plan;
	/** Those requests of the plan that go to the ledger; none in mode `observe`. */
	readonly requested: readonly ContainmentRequest[];
	readonly keyAsked: KeyOfUser | null;
}

/** Uses of credentials that join a case, written all at once. */
export interface Joining {
	/** The key of the case. */
	readonly key: string;
	readonly uses: readonly JudgedSignIn[];
	readonly gaps: CaseGaps;
}

/** An access key whose age is known now, or is known to stay unknown. */
export interface KeyAgeSettled {
	readonly keyId: string;
	/** Judges the sign-in again with the age of the key; if that is unknown, the verdict stays. */
	readonly judgeAgain: (judged: JudgedSignIn) => JudgedSignIn;
}

/** A case whose message is due. */
export interface DueCase {
	readonly id: string;
	readonly severity: Severity;
}

/**
 * The stored cases. A sign-in that is added twice counts once, if it is among the last thousand
 * sign-ins of the latest or the previous case of its key. The sign-ins of a case give the same case
 * in any order. Only if the gap to all earlier sign-ins is too long, or they are more than a day
 * apart, does the order decide which case a sign-in joins.
 *
 * Repeating a call changes nothing, except that a repeated `touch` makes the case due once more. If
 * an id is unknown, the answer is null or false and nothing is written.
 */
export interface CaseStore {
	/** The latest case of each of these keys, open or not. */
	recall(keys: readonly string[]): Promise<ReadonlyMap<string, FoundCase>>;
	/**
	 * Adds a sign-in to the case that the addition names, and opens that case if necessary, with
	 * one conditional write. `recalled` is what `recall` found for the key; it saves a read and may
	 * be out of date.
	 */
	add(addition: CaseAddition, recalled: FoundCase | undefined): Promise<StoredCase>;
	/**
	 * Adds uses that join what was told: each to the latest case of the key, if that began before it
	 * and is still open at its time. The others are dropped. `recalled` is what `recall` found; it may
	 * be out of date. Null if no case is there.
	 */
	join(joining: Joining, recalled: FoundCase | undefined): Promise<RecalledCase | null>;
	find(id: string): Promise<StoredCase | null>;
	/**
	 * Makes the message of a case due again, because something else that it shows has changed, such
	 * as a containment.
	 */
	touch(id: string): Promise<StoredCase | null>;
	/** Judges the sign-ins with this key again. Its age is not asked for again because of them. */
	settleKeyAge(id: string, settled: KeyAgeSettled): Promise<StoredCase | null>;
	/** Records an answer. Only the first answer counts. */
	answer(id: string, answer: Answer): Promise<StoredCase | null>;
	/**
	 * What is due: the most severe first, then the longest waiting. The list may be a second
	 * behind.
	 */
	due(most: number): Promise<readonly DueCase[]>;
	/** Cases that wait for the age of a key, the oldest first. The list may be a second behind. */
	keysAsked(most: number): Promise<readonly StoredCase[]>;
	/**
	 * Answers false if another sender claimed the case less than `ms` before. A sender may repeat
	 * its own claim. Posting ends the claim, so a sender that has claimed a case must read it again
	 * before it posts.
	 */
	claim(id: string, claim: Claim, ms: number): Promise<boolean>;
	/**
	 * Records that the card shows this revision. The case stays due if it has grown since. An older
	 * revision is ignored.
	 */
	recordPosted(id: string, postedMessage: PostedMessage, revision: number): Promise<void>;
	recordReply(id: string, key: string): Promise<void>;
}
