import type { ThreadReply } from '../../shared/notification/card/containment-replies.ts';
import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import type { Claim, PostedMessage } from '../../shared/outbox/posted-message.ts';
import type { Forms } from './send.ts';

/** What the table holds of a card: which revision was posted where, and with which replies. */
export interface CardRecord {
	/** Grows with every change of something that the card shows. */
	readonly revision: number;
	readonly postedMessage: PostedMessage | null;
	readonly postedRevision: number | null;
	readonly claim: Claim | null;
	readonly replies: readonly string[];
}

/** A card that is posted once and then kept up to date, with the replies of its thread. */
export interface Thread {
	readonly key: string;
	/** Where the card is posted. It stays there, whatever channel is chosen later. */
	readonly channel: string;
	/** The card cannot be older than this. */
	readonly since: number;
	readonly forms: Forms;
	readonly digest: string;
	/** All replies that the thread should have by now. */
	readonly replies: readonly ThreadReply[];
	/** One line for another channel; null if no other channel has to know. */
	readonly line: ChannelLine | null;
	readonly record: CardRecord;
	readonly store: ThreadStore;
	/** When what it tells happened, if the time until the first posting is measured. */
	readonly happenedAt: number | null;
}

/** A line that tells another channel of a card. */
export interface ChannelLine {
	readonly channel: string;
	/** True if it mentions the on-call. */
	readonly isLoud: boolean;
	/** `card`: the link to the card, if Slack gives one. */
	readonly message: (card: URL | null) => ChannelMessage;
}

/** Where the record of one card is kept. Repeating a call changes nothing. */
export interface ThreadStore {
	read(): Promise<CardRecord | null>;
	claim(claim: Claim, ms: number): Promise<boolean>;
	recordPosted(message: PostedMessage, revision: number): Promise<void>;
	recordReply(key: string): Promise<void>;
}
