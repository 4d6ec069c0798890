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
 * - `containment-by-hand`: a containment that belongs to no case; `facts`: containment, and the name
 *   by which the person was found (`name`), if there is one. Its message is kept up to date
 * - `stack-sets`: instances of our StackSets are not current, or all are again; `facts`: look (as
 *   JSON, so that it stays as it was found)
 * - `mention`: urgent messages came too shortly after a mention of the on-call; `facts`: channel
 */
export const NOTICE_KINDS = [
	'breaker-opened',
	'tampering',
	'credential-report',
	'credential-report-file',
	'credential-report-owner',
	'daily-summary',
	'containment-by-hand',
	'mention',
	'stack-sets',
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

/** Makes the notice that mentions what could not be while this mention was too recent. */
export function mentionNotice(channel: string, since: number): Notice {
	return { id: `mention:${channel}:${since}`, kind: 'mention', at: since, facts: { channel } };
}

/** Makes the notice that tells of a containment that belongs to no case. */
export function handNotice(
	{ id, requestedAt, until }: { id: string; requestedAt: number; until: number },
	name: string | null = null,
): Notice {
	return {
		...{ id: `containment:${id}`, kind: 'containment-by-hand', at: requestedAt },
		facts: name === null ? { containment: id } : { containment: id, name },
		changesUntil: until,
	};
}

/** Gives the name by which somebody was found who is contained without a case; null for others. */
export async function handName(
	containment: Parameters<typeof handNotice>[0] & { readonly caseId: string | null },
	notices: Pick<Notices, 'find'>,
): Promise<string | null> {
	if (containment.caseId !== null) return null;
	return (await notices.find(handNotice(containment).id))?.facts.name ?? null;
}

export interface Notice {
	/** The same thing has the same id, so that it is posted once. */
	readonly id: string;
	readonly kind: NoticeKind;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly facts: Readonly<Record<string, string>>;
	/** Until when what it tells may change; it is kept for 90 days after that. */
	readonly changesUntil?: number;
}

const URGENT_KINDS = ['breaker-opened', 'tampering'] as const satisfies readonly NoticeKind[];

/** Says that less is blocked than people think, until a human has read it. */
export interface UrgentNotice extends Notice {
	readonly kind: (typeof URGENT_KINDS)[number];
}

export function isUrgent<N extends Notice>(notice: N): notice is N & UrgentNotice {
	return URGENT_KINDS.some((kind) => kind === notice.kind);
}

export interface StoredNotice extends Omit<Notice, 'changesUntil'> {
	/** Grows each time that the message has something new to show. */
	readonly revision: number;
	readonly postedMessage: PostedMessage | null;
	/** The revision that was posted last; null before. */
	readonly postedRevision: number | null;
	readonly claim: Claim | null;
	/** Keys of the replies that the thread has, or does not need. */
	readonly replies: readonly string[];
}

/** True while its message, or the latest change of it, is not posted. */
export function isDue({ revision, postedMessage, postedRevision }: StoredNotice): boolean {
	return postedMessage === null || (postedRevision ?? 0) < revision;
}

/** The stored notices. Repeating a call changes nothing, except that `makeDue` makes due once more. */
export interface Notices {
	/** Answers false if the notice is stored already. */
	add(notice: Notice): Promise<boolean>;
	/** Adds a notice, or makes it due once more. Answers with its revision. */
	makeDue(notice: Notice): Promise<number>;
	find(id: string): Promise<StoredNotice | null>;
	/**
	 * Those of which something is not posted yet; the longest waiting come first. The list may be a second
	 * behind.
	 */
	due(most: number): Promise<readonly StoredNotice[]>;
	/**
	 * Answers false if another sender claimed it less than `ms` before. A sender may repeat its own
	 * claim, and reads the notice again before it posts.
	 */
	claim(id: string, claim: Claim, ms: number): Promise<boolean>;
	/** Notes Slack's id of a file, before the file is uploaded. */
	recordFileId(id: string, fileId: string): Promise<void>;
	/**
	 * Records that the message shows this revision, and ends the claim. It stays due if there is a
	 * later revision. An older one is ignored.
	 */
	recordPosted(id: string, message: PostedMessage, revision: number): Promise<void>;
	recordReply(id: string, key: string): Promise<void>;
}
