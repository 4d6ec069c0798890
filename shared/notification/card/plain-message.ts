import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import type { Fact } from './card-source.ts';
import { joined, toMrkdwn } from './phrase.ts';

/**
 * The limit of chat.update, which refuses a longer text. chat.postMessage accepts ten times as
 * much.
 * https://docs.slack.dev/reference/methods/chat.update
 */
export const MOST_TEXT_BYTES = 3900;
const CUT = '…';

/**
 * A message of as many whole lines as fit. Half a line could open a code span that nothing closes.
 */
export function plainMessage(lines: readonly string[]): ChannelMessage {
	let text = '';
	for (const line of lines) {
		const longer = text === '' ? line : `${text}\n${line}`;
		if (!isShortEnough(longer)) return textMessage(`${text}\n${CUT}`);
		text = longer;
	}
	return textMessage(text);
}

/** A fact as one of these lines. */
export function plainFact({ label, lines }: Fact): string {
	return `${label}: ${toMrkdwn(joined(lines, ' · '))}`;
}

/** True if `plainMessage` leaves out none of the lines. */
export function fitsPlainMessage(lines: readonly string[]): boolean {
	return isShortEnough(lines.join('\n'));
}

function isShortEnough(text: string): boolean {
	return Buffer.byteLength(text) <= MOST_TEXT_BYTES - Buffer.byteLength(`\n${CUT}`);
}
