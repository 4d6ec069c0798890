import type { ChannelMessages, Later } from '../../shared/notification/slack/channel-messages.ts';

/**
 * Slack allows about one message a second in a channel.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
const MESSAGE_MS = 1000;

/** Limits a run to so many messages and puts off the others. Searching is not counted. */
export function burst(
	messages: ChannelMessages,
	most: number,
): ChannelMessages & { isSpent(): boolean } {
	let sent = 0;
	const spent: Later = { kind: 'later', afterMs: most * MESSAGE_MS };
	const counted = <T>(send: () => Promise<T>): Promise<T | Later> => {
		if (sent >= most) return Promise.resolve(spent);
		sent++;
		return send();
	};
	return {
		post: (posting) => counted(() => messages.post(posting)),
		update: (changing) => counted(() => messages.update(changing)),
		find: (searching) => messages.find(searching),
		linkTo: (message) => messages.linkTo(message),
		isSpent: () => sent >= most,
	};
}
