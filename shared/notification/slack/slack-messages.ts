import type { WebClient } from '@slack/web-api';
import * as v from 'valibot';
import type { ChannelMessages, Found, Linked, Refused, Searching } from './channel-messages.ts';
import type { SlackCall } from './slack-caller.ts';
import { refused } from './slack-errors.ts';

const EVENT_TYPE = 'eyes_message';
const PAGE = 200;
const MOST_PAGES = 3;
/** How far Slack's clock and ours may differ, in milliseconds. */
const CLOCK_SKEW = 60_000;

/**
 * Slack's Web API. Nothing is retried here and nothing waits here: the queue does that.
 * https://docs.slack.dev/tools/node-slack-sdk/web-api
 */
export function slackMessages(call: SlackCall): ChannelMessages {
	const botOf = rememberBots();
	return {
		post: ({ channel, message, threadTs, key }) =>
			call(async (client) => {
				const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
				const posting = { channel, ...message, ...thread, metadata: metadataOf(key) };
				const parsed = v.safeParse(posted, await client.apiCall('chat.postMessage', posting));
				return parsed.success ? { kind: 'posted', ts: parsed.output.ts } : refused('no_ts');
			}),
		update: ({ channel, ts, message, key }) =>
			call(async (client) => {
				// Slack keeps what the call leaves out, so a card would stay under the text that
				// replaces it.
				const { text, parse, blocks = [], attachments = [] } = message;
				const content = { text, parse, blocks, attachments, metadata: metadataOf(key) };
				await client.apiCall('chat.update', { channel, ts, ...content });
				return { kind: 'updated' };
			}),
		find: async (searching) => {
			const found = await call(async (client) => {
				const bot = await botOf(client);
				return bot === null ? refused('no_bot_id') : search(client, searching, bot);
			});
			switch (found.kind) {
				case 'gone':
					return { kind: 'absent' };
				case 'refused':
				case 'malformed':
					return { kind: 'unknown', why: found.error };
				default:
					return found;
			}
		},
		linkTo: async ({ channel, ts }) => {
			const asked = { channel, message_ts: ts };
			const linked = await call<Linked | Refused>(async (client) => {
				const parsed = v.safeParse(permalink, await client.apiCall('chat.getPermalink', asked));
				const url = parsed.success ? URL.parse(parsed.output.permalink) : null;
				return url?.protocol === 'https:' ? { kind: 'link', url } : refused('no_permalink');
			});
			return linked.kind === 'link' || linked.kind === 'later' ? linked : { kind: 'none' };
		},
	};
}

/** https://docs.slack.dev/reference/methods/chat.getPermalink */
const permalink = v.object({ permalink: v.string() });

const posted = v.object({ ts: v.pipe(v.string(), v.nonEmpty()) });

function metadataOf(key: string) {
	return { event_type: EVENT_TYPE, event_payload: { key } };
}

const whoAmI = v.object({ bot_id: v.pipe(v.string(), v.nonEmpty()) });

/**
 * Asks once for each token which bot it belongs to; null if Slack names none.
 * https://docs.slack.dev/reference/methods/auth.test
 */
function rememberBots(): (client: WebClient) => Promise<string | null> {
	const bots = new WeakMap<WebClient, string>();
	return async (client) => {
		const known = bots.get(client);
		if (known !== undefined) return known;
		const parsed = v.safeParse(whoAmI, await client.auth.test());
		if (!parsed.success) return null;
		bots.set(client, parsed.output.bot_id);
		return parsed.output.bot_id;
	};
}

const listed = v.object({
	ts: v.optional(v.string()),
	bot_id: v.optional(v.nullable(v.string())),
	metadata: v.optional(
		v.object({
			event_type: v.optional(v.string()),
			event_payload: v.optional(v.record(v.string(), v.unknown())),
		}),
	),
});

const page = v.object({
	messages: v.optional(v.array(listed), []),
	has_more: v.optional(v.boolean(), false),
	response_metadata: v.optional(v.object({ next_cursor: v.optional(v.string(), '') })),
});

/**
 * Reads the pages of a channel or thread to the end, or up to a limit. A channel begins with the
 * newest page, a thread with the oldest.
 * https://docs.slack.dev/reference/methods/conversations.history
 */
async function search(
	client: WebClient,
	{ channel, key, since, threadTs }: Searching,
	bot: string,
): Promise<Found> {
	const window = { channel, oldest: String(Math.max(0, since - CLOCK_SKEW) / 1000), limit: PAGE };
	let cursor = '';
	for (let number = 0; number < MOST_PAGES; number++) {
		const asked = { ...window, include_all_metadata: true, ...(cursor === '' ? {} : { cursor }) };
		const answer = await (threadTs === undefined
			? client.conversations.history(asked)
			: client.conversations.replies({ ...asked, ts: threadTs }));
		const { messages, has_more, response_metadata } = v.parse(page, answer);
		const found = messages.find((message) => isOurs(message, key, bot));
		if (found?.ts !== undefined) return { kind: 'posted', ts: found.ts };
		cursor = response_metadata?.next_cursor ?? '';
		if (!has_more || cursor === '') return { kind: 'absent' };
	}
	return { kind: 'unknown', why: 'too many messages' };
}

/** Every app in the channel can write our key into its own metadata, but not our bot's id. */
function isOurs(
	{ ts, bot_id, metadata }: v.InferOutput<typeof listed>,
	key: string,
	bot: string,
): boolean {
	return (
		ts !== undefined &&
		bot_id === bot &&
		metadata?.event_type === EVENT_TYPE &&
		metadata.event_payload?.key === key
	);
}
