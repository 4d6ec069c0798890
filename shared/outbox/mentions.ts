/** A channel has at most one mention in this time. */
export const MENTION_MS = 300_000;

/** A message that is to mention the on-call. */
export interface MentionAsked {
	/** The key of the message. */
	readonly key: string;
	/**
	 * What it is about: messages about the same thing count once. Null: it only tells what waits.
	 */
	readonly about: string | null;
	readonly at: number;
}

/** A message that mentions the on-call, or that could not. */
export interface Waiting {
	readonly key: string;
	readonly about: string;
}

/** What the table holds of a channel. */
export interface MentionState {
	/** The latest message that mentions the on-call, and when it got the right to. */
	readonly key: string;
	readonly at: number;
	/** How many other things it counts. */
	readonly others: number;
	/** The keys of what it mentions and counts, until it is known to be posted. */
	readonly counted: readonly string[];
	/** What no posted message has mentioned or counted. */
	readonly waiting: readonly Waiting[];
}

/** What a message says about the other things that are due to be mentioned. */
export interface MentionOf {
	readonly others: number;
}

/** `wait`: the channel has had a mention too shortly before, which was given at `since`. */
export type MentionAnswer =
	| ({ readonly kind: 'mention' } & MentionOf)
	| { readonly kind: 'wait'; readonly since: number };

/** The mentions of the channels. Repeating a call changes nothing. */
export interface Mentions {
	/**
	 * Gives a message the right to mention the on-call, or notes that it could not. The right is
	 * kept for this message until it is posted or the time of the next one has come.
	 */
	ask(channel: string, asked: MentionAsked): Promise<MentionAnswer>;
	/** Notes that a message is posted. Answers null if the latest mention is not in it. */
	recordPosted(channel: string, key: string): Promise<MentionOf | null>;
	/** Notes that Slack did not take a message, so that another one may mention at once. */
	recordRefused(channel: string, key: string): Promise<void>;
	find(channel: string): Promise<MentionState | null>;
}

/** The state after a message has asked, and the answer. */
export function askMention(
	state: MentionState | null,
	{ key, about, at }: MentionAsked,
): { readonly state: MentionState; readonly answer: MentionAnswer } {
	// Until it is posted, nobody has seen it: the time counts from the latest attempt.
	if (state?.key === key && state.counted.length > 0)
		return { state: { ...state, at }, answer: { kind: 'mention', others: state.others } };
	const before = (state?.waiting ?? []).filter((one) => one.key !== key);
	const waiting = about === null ? before : [...before, { key, about }];
	if (state !== null && pauseAfter(state.at, at) > 0)
		return { state: { ...state, waiting }, answer: { kind: 'wait', since: state.at } };
	const others = new Set(before.map((one) => one.about).filter((one) => one !== about)).size;
	const counted = [...before.map((one) => one.key), key];
	return { state: { key, at, others, counted, waiting }, answer: { kind: 'mention', others } };
}

/**
 * Milliseconds until the next mention. One in the future is none: a clock was wrong, or the item is
 * damaged. A few minutes are taken for the difference of two clocks.
 */
export function pauseAfter(mentionedAt: number, now: number): number {
	return Math.abs(now - mentionedAt) < MENTION_MS ? mentionedAt + MENTION_MS - now : 0;
}

/** The state after a message was posted; null if it does not change. */
export function afterPosted(state: MentionState | null, key: string): MentionState | null {
	if (state === null || state.key !== key || state.counted.length === 0) return null;
	const waiting = state.waiting.filter((one) => !state.counted.includes(one.key));
	return { ...state, counted: [], waiting };
}

/** The state after Slack did not take a message; null if it does not change. */
export function afterRefused(state: MentionState | null, key: string): MentionState | null {
	if (state === null || state.key !== key || state.counted.length === 0) return null;
	return { ...state, at: state.at - MENTION_MS };
}
