import type { ContainmentRequest } from '../containment/containment.ts';
import type { Plan } from '../containment/plan-containment.ts';
import type { KeyOfUser } from '../credential/key-age.ts';
import type { Claim, Said } from '../outbox/said.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Severity } from '../verdict/verdict.ts';
import type { Case } from './case.ts';
import type { CaseKey } from './case-key.ts';
import type { CasePlan } from './case-plan.ts';
import type { KeptCase } from './kept-case.ts';

/** A human's word on a case: from then on nothing is extended and nobody is reminded. */
export interface Answer {
	readonly by: string;
	readonly at: number;
}

/** A case as the table keeps it, with all that its card shows and what was said of it. */
export interface StoredCase {
	readonly whose: CaseKey;
	readonly case: Case;
	/** Grows with every change of anything that the card shows. */
	readonly revision: number;
	readonly plan: CasePlan;
	/** Ids of the containments that were requested because of it, in order. */
	readonly containments: readonly string[];
	/** The key whose age IAM has not told yet, or null. */
	readonly keyAsked: KeyOfUser | null;
	readonly answer: Answer | null;
	readonly said: Said | null;
	/** The revision that was said last: something is due while it is less than `revision`. */
	readonly saidRevision: number;
	readonly claim: Claim | null;
	/** Keys of what the thread has been told. */
	readonly replies: readonly string[];
}

/** The case that was the latest under a key before the one that is it now, so that a repeat finds back to it. */
export interface CaseBefore {
	readonly number: number;
	/** `deliveryHash` of its sign-ins. */
	readonly deliveries: readonly string[];
}

/** The latest case under a key, with what it is made of and what the next write is compared with. */
export interface RecalledCase extends StoredCase {
	/** Counts the cases under the key. */
	readonly number: number;
	readonly kept: KeptCase;
	readonly before: CaseBefore | null;
	/** Since when something has been due to be said, in the time of the sign-ins; null while nothing is. */
	readonly dueSince: number | null;
	/** True once a message was due for it, whatever becomes of its verdicts: what was posted is kept up to date. */
	readonly posted: boolean;
	/** How often judges have written it, and how often anybody has. */
	readonly judgements: number;
	readonly writes: number;
}

/** In the place of a latest case that cannot be read: the next one is opened beside it. */
export interface UnreadableCase {
	/** The number of the next case; null where that cannot be read either. */
	readonly nextNumber: number | null;
	/** The id that the item has now; null where it has none. */
	readonly id: string | null;
}

/** What `recall` finds under a key. */
export type FoundCase = RecalledCase | UnreadableCase;

/** What one judged sign-in adds to a case. */
export interface CaseAddition {
	/** Which case: `caseToJoin` says. */
	readonly id: string;
	readonly number: number;
	readonly whose: CaseKey;
	readonly judged: JudgedSignIn;
	/** The best name known for whose case it is. */
	readonly name: string;
	readonly plan: Plan;
	/** Of the plan's requests those that go to the ledger in whatever state; none in mode `observe`. */
	readonly requested: readonly ContainmentRequest[];
	readonly keyAsked: KeyOfUser | null;
}

/** A key whose age is known now, or is known to be untold. */
export interface KeyAgeSettled {
	readonly keyId: string;
	/** The sign-in judged again with what is known of the key; as it was where nothing is. Pure. */
	readonly judgeAgain: (judged: JudgedSignIn) => JudgedSignIn;
}

/** A case about which something is due to be said. */
export interface DueCase {
	readonly id: string;
	readonly severity: Severity;
}

/**
 * All cases, as the functions need them. The same sign-in added twice counts once, as long as it is among the last
 * thousand of the latest case under its key or of the one before. Sign-ins of one case give the same case in any order;
 * which case a sign-in joins can depend on the order only where the gap to all that came before it is too long. A repeat
 * of any call changes nothing, but a repeated `touch` makes the case due once more. Where an id is unknown the answer is
 * null or false, and nothing is written.
 */
export interface CaseStore {
	/** The latest case under each of these keys, whether it is still open or not. */
	recall(keys: readonly string[]): Promise<ReadonlyMap<string, FoundCase>>;
	/**
	 * Puts a sign-in into the case that the addition names, opened if need be: one conditional write. `recalled`: what
	 * `recall` gave for the key, undefined where it gave nothing, which saves a read; it may be out of date.
	 */
	add(addition: CaseAddition, recalled: FoundCase | undefined): Promise<StoredCase>;
	find(id: string): Promise<StoredCase | null>;
	/** Something that the card or the thread shows has changed elsewhere, such as a containment: it is due again. */
	touch(id: string): Promise<StoredCase | null>;
	/** Judges the case's sign-ins by this key again. The key is not asked for again because of them. */
	settleKeyAge(id: string, settled: KeyAgeSettled): Promise<StoredCase | null>;
	/** The first answer stands. */
	answer(id: string, answer: Answer): Promise<StoredCase | null>;
	/** What is due, the most severe first, of these the longest waiting. May be a second behind. */
	due(most: number): Promise<readonly DueCase[]>;
	/** Cases whose key's age is still asked for, the oldest first. May be a second behind. */
	keysAsked(most: number): Promise<readonly StoredCase[]>;
	/**
	 * False where somebody else has claimed it less than `ms` before. His own repeat holds. What was said ends the
	 * claim, so whoever has claimed looks once more at what was said before he says anything.
	 */
	claim(id: string, claim: Claim, ms: number): Promise<boolean>;
	/** The card stands in Slack as of this revision; it is due again only if it has grown since. Older news is ignored. */
	recordSaid(id: string, said: Said, revision: number): Promise<void>;
	recordReply(id: string, key: string): Promise<void>;
}
