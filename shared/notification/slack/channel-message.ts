import type { Block, HeaderBlock, KnownBlock } from '@slack/types';

/**
 * The arguments of chat.postMessage without the channel.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
export interface ChannelMessage {
	/** Escaped mrkdwn: for notifications and screen readers, or the whole message. */
	readonly text: string;
	/** What must be read: Slack may fold what stands in an attachment. */
	readonly blocks?: readonly (KnownBlock | Block)[];
	/** Only an attachment can have a coloured bar. */
	readonly attachments?: [{ color: string; fallback: string; blocks: KnownBlock[] }];
	readonly unfurl_links: false;
	readonly unfurl_media: false;
	readonly parse: 'none';
	/** Shows a reply in the channel too, and mentions the on-call if there is one. */
	readonly reply_broadcast?: true;
}

/** A message of blocks, with a header first. */
export type BlocksMessage = ChannelMessage & {
	readonly blocks: readonly [HeaderBlock, ...KnownBlock[]];
};

/** The same with details in an attachment. */
export type SlackMessage = BlocksMessage & Required<Pick<ChannelMessage, 'attachments'>>;

/** Puts the text of a card above a reply that stands in the channel too: it says who and where. */
export function headedBy(card: ChannelMessage, reply: ChannelMessage): ChannelMessage {
	return { ...reply, text: `${card.text}\n${reply.text}` };
}

/** True for a message that must be noticed. */
export function isLoud({ reply_broadcast }: ChannelMessage): boolean {
	return reply_broadcast === true;
}

/** A message of text only. Slack reads no link or mention in it that we did not write. */
export function textMessage(text: string): ChannelMessage {
	return { text, unfurl_links: false, unfurl_media: false, parse: 'none' };
}
