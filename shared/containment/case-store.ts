import type { Case, JudgedSignIn } from '../case/case.ts';
import type { CaseKey } from '../case/case-key.ts';
import type { KeyOfUser } from '../credential/key-age.ts';
import type { Severity } from '../verdict/verdict.ts';
import type { CasePlan } from './case-plan.ts';
import type { Wish } from './containment.ts';
import type { Plan } from './plan-containment.ts';

/** A message that stands in Slack. `digest` is of what was sent, so that the same is not sent again. */
export interface Said {
	readonly channel: string;
	/** Slack's id of the message within the channel; a text, because a number would lose digits. */
	readonly ts: string;
	readonly digest: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
}

/** Somebody is about to post. Until a `Said` follows nobody knows whether he did. */
export interface Claim {
	readonly by: string;
	readonly at: number;
}

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
	/** Ids of the containments that were wished because of it, in order. */
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

/** What one judged sign-in adds to a case. */
export interface CaseAddition {
	/** Which case: `caseToJoin` says. */
	readonly id: string;
	readonly whose: CaseKey;
	readonly judged: JudgedSignIn;
	/** The best name known for whose case it is. */
	readonly name: string;
	readonly plan: Plan;
	/** Of the plan's wishes those that go to the ledger in whatever state; none in mode `observe`. */
	readonly wished: readonly Wish[];
	readonly keyAsked: KeyOfUser | null;
}

/** A case about which something is due to be said. */
export interface DueCase {
	readonly id: string;
	readonly severity: Severity;
}

/**
 * All cases, as the functions need them. The same sign-in added twice counts once, and sign-ins added in any order give
 * the same case. A repeat of any call changes nothing. Where an id is unknown the answer is null.
 */
export interface CaseStore {
	/** The latest case under each of these keys, whether it is still open or not. */
	recall(keys: readonly string[]): Promise<ReadonlyMap<string, StoredCase>>;
	/**
	 * Puts a sign-in into the case with this id, opened if need be: one conditional write. `recalled`: what `recall` gave
	 * for the key, which saves a read; it may be out of date.
	 */
	add(addition: CaseAddition, recalled: StoredCase | undefined): Promise<StoredCase>;
	find(id: string): Promise<StoredCase | null>;
	/** Something that the card shows has changed elsewhere, such as a containment: it is due again. */
	touch(id: string): Promise<StoredCase | null>;
	/** Judges the case's sign-ins by this key again, now that its birth is known (ms since 1970) or never will be (null). */
	settleKeyAge(id: string, createdAt: number | null): Promise<StoredCase | null>;
	/** The first answer stands. */
	answer(id: string, answer: Answer): Promise<StoredCase | null>;
	/** What is due, the most severe first, of these the longest waiting. May be a second behind. */
	due(most: number): Promise<readonly DueCase[]>;
	/** Cases whose key's age is still asked for. May be a second behind. */
	keysAsked(most: number): Promise<readonly StoredCase[]>;
	/** False where somebody else has claimed it less than `ms` before. His own repeat holds. */
	claim(id: string, claim: Claim, ms: number): Promise<boolean>;
	/** The card stands in Slack as of this revision; it is due again only if it has grown since. */
	recordSaid(id: string, said: Said, revision: number): Promise<void>;
	recordReply(id: string, key: string): Promise<void>;
}
