import type { Claim, PostedMessage } from './posted-message.ts';

/**
 * What the channel must be told beside the cases.
 * - `breaker-opened`: rules have stopped containing; `facts`: number, why
 * - `tampering`: somebody else changed a published text or took the policy off; `facts`: policy, what
 *   (`text`, `attachment`), and from whom (`principal`)
 */
export const NOTICE_KINDS = ['breaker-opened', 'tampering'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface Notice {
	/** The same thing has the same id, so that it is told once. */
	readonly id: string;
	readonly kind: NoticeKind;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly facts: Readonly<Record<string, string>>;
}

export interface StoredNotice extends Notice {
	readonly postedMessage: PostedMessage | null;
	readonly claim: Claim | null;
}

/** What is to be told beside the cases. A repeat of any call changes nothing. */
export interface Notices {
	/** False where it is there already. */
	add(notice: Notice): Promise<boolean>;
	find(id: string): Promise<StoredNotice | null>;
	/** Not told yet, the longest waiting first. May be a second behind. */
	due(most: number): Promise<readonly StoredNotice[]>;
	/** False where it is told already, or somebody else has claimed it less than `ms` before. His own repeat holds. */
	claim(id: string, claim: Claim, ms: number): Promise<boolean>;
	/** Ends the claim. */
	recordPosted(id: string, postedMessage: PostedMessage): Promise<void>;
}
