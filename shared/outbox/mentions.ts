/** A channel has at most one mention in this time. */
export const MENTION_MS = 300_000;

/** A message that is to mention the on-call. */
export interface MentionAsked {
	/** The key of the message. */
	readonly key: string;
	/** What it is about: messages about the same thing count once. */
	readonly about: string;
	readonly at: number;
}

/** A message that mentions the on-call, or that could not. */
export type Waiting = Pick<MentionAsked, 'key' | 'about'>;

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
	find(channel: string): Promise<MentionState | null>;
}

/** The state after a message has asked, and the answer. */
export function askMention(
	state: MentionState | null,
	{ key, about, at }: MentionAsked,
): { readonly state: MentionState; readonly answer: MentionAnswer } {
	if (state?.key === key) {
		// Until it is posted, nobody has seen it: the time counts from the latest attempt.
		const again = state.counted.length > 0 ? { ...state, at } : state;
		return { state: again, answer: { kind: 'mention', others: state.others } };
	}
	const others = (state?.waiting ?? []).filter((one) => one.key !== key);
	const waiting = [...others, { key, about }];
	if (state !== null && at < state.at + MENTION_MS)
		return { state: { ...state, waiting }, answer: { kind: 'wait', since: state.at } };
	const things = new Set(waiting.map((one) => one.about)).size - 1;
	const counted = waiting.map((one) => one.key);
	const next = { key, at, others: things, counted, waiting };
	return { state: next, answer: { kind: 'mention', others: things } };
}

/** The state after a message was posted; null if it does not change. */
export function afterPosted(state: MentionState | null, key: string): MentionState | null {
	if (state === null || state.key !== key || state.counted.length === 0) return null;
	const waiting = state.waiting.filter((one) => !state.counted.includes(one.key));
	return { ...state, counted: [], waiting };
}
