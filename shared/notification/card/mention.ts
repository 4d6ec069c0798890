import type { SectionBlock } from '@slack/types';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import { wordsOf } from '../words/words-of.ts';
import type { MessageSettings } from './card-source.ts';

/** A mention of the on-call. */
export interface Mention {
	/** Slack's id of a user group (`S…`) or person, from the configuration and nowhere else. */
	readonly onCall: string;
	/** How many other messages this one stands for, because they came too shortly after a mention. */
	readonly others: number;
}

/**
 * Puts a mention into a message, whatever its form. Phones show the text, so the mention comes first
 * there. Desktop notifications read the first blocks, so it comes right after the header.
 */
export function withMention(
	message: ChannelMessage,
	{ onCall, others }: Mention,
	settings: Pick<MessageSettings, 'locale'>,
): ChannelMessage {
	const { mention } = wordsOf(settings);
	const whom = markupOf(onCall);
	const counted = others === 0 ? '' : ` (${mention.others(others)})`;
	const text = `${whom}${counted} ${message.text}`;
	const [first, ...rest] = message.blocks ?? [];
	if (first === undefined && message.attachments === undefined) return { ...message, text };
	const line = others === 0 ? whom : `${whom}${counted} ${mention.posted(others)}`;
	const block: SectionBlock = {
		type: 'section',
		text: { type: 'mrkdwn', text: line, verbatim: true },
	};
	if (first === undefined) return { ...message, text, blocks: [block] };
	const isHeader = first.type === 'header';
	return { ...message, text, blocks: isHeader ? [first, block, ...rest] : [block, first, ...rest] };
}

/** The message that mentions what nothing else has mentioned when the pause is over. */
export function waitingMessage(
	{ onCall, others }: Mention,
	settings: Pick<MessageSettings, 'locale'>,
): ChannelMessage {
	return textMessage(`${markupOf(onCall)} ${wordsOf(settings).mention.posted(others)}`);
}

/** https://docs.slack.dev/messaging/formatting-message-text#mentioning-users */
function markupOf(onCall: string): string {
	return onCall.startsWith('S') ? `<!subteam^${onCall}>` : `<@${onCall}>`;
}
