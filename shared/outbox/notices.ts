import type { Claim, PostedMessage } from './posted-message.ts';

/**
 * What is posted in the channel in addition to the cases.
 * - `breaker-opened`: rules have stopped containing; `facts`: number, why
 * - `tampering`: somebody else changed a published text or detached the policy; `facts`: policy,
 *   what (`text`, `attachment`), and from which principal (`principal`)
 */
export const NOTICE_KINDS = ['breaker-opened', 'tampering'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface Notice {
	/** The same thing has the same id, so that it is posted once. */
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

/** The stored notices. Repeating a call changes nothing. */
export interface Notices {
	/** Answers false if the notice is stored already. */
	add(notice: Notice): Promise<boolean>;
	find(id: string): Promise<StoredNotice | null>;
	/**
	 * Those that are not posted yet; the longest waiting come first. The list may be a second
	 * behind.
	 */
	due(most: number): Promise<readonly StoredNotice[]>;
	/**
	 * Answers false if the notice is posted already, or if another sender claimed it less than `ms`
	 * before. A sender may repeat its own claim.
	 */
	claim(id: string, claim: Claim, ms: number): Promise<boolean>;
	/** Ends the claim. */
	recordPosted(id: string, message: PostedMessage): Promise<void>;
}
