import type { Claim, PostedMessage } from './posted-message.ts';

/**
 * What is posted in the channel in addition to the cases.
 * - `breaker-opened`: rules have stopped containing; `facts`: number, why
 * - `tampering`: somebody else changed a published text, detached the policy, or renamed a contained
 *   principal; `facts`: policy, what (`text`, `attachment`, `name`), which principal (`principal`),
 *   and its name now (`now`)
 * - `credential-report`: the weekly report; `facts`: week
 * - `credential-report-file`: a file in its thread; `facts`: week, file (`csv`, `html`), and Slack's
 *   id of the file once it is known (`fileId`)
 * - `credential-report-owner`: the message to one owner; `facts`: week, number (the place in the
 *   list of owners)
 * - `daily-summary`: what is told once a day; `facts`: day, summary (as JSON, so that it stays as it
 *   was when the day was closed)
 */
export const NOTICE_KINDS = [
	'breaker-opened',
	'tampering',
	'credential-report',
	'credential-report-file',
	'credential-report-owner',
	'daily-summary',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The id of the notice about the report of a week. */
export function reportNoticeId(week: string): string {
	return `credential-report:${week}`;
}

/** The id of the notice that tells the summary of a day. */
export function summaryNoticeId(day: string): string {
	return `daily-summary:${day}`;
}

export interface Notice {
	/** The same thing has the same id, so that it is posted once. */
	readonly id: string;
	readonly kind: NoticeKind;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly facts: Readonly<Record<string, string>>;
}

const URGENT_KINDS = ['breaker-opened', 'tampering'] as const satisfies readonly NoticeKind[];

/** Says that less is blocked than people think, until a human has read it. */
export interface UrgentNotice extends Notice {
	readonly kind: (typeof URGENT_KINDS)[number];
}

export function isUrgent<N extends Notice>(notice: N): notice is N & UrgentNotice {
	return URGENT_KINDS.some((kind) => kind === notice.kind);
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
	/** Notes Slack's id of a file, before the file is uploaded. */
	recordFileId(id: string, fileId: string): Promise<void>;
	/** Ends the claim. */
	recordPosted(id: string, message: PostedMessage): Promise<void>;
}
