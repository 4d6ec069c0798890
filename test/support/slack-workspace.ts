/** A message as Slack stores it. */
export interface KeptMessage {
	readonly channel: string;
	readonly ts: string;
	readonly thread_ts?: string;
	readonly text: string;
	readonly blocks: readonly unknown[];
	readonly attachments: readonly unknown[];
	readonly metadata: unknown;
	readonly reply_broadcast?: boolean;
}

/** The arguments of a call. Lists and objects are parsed. */
export type Args = Readonly<Record<string, unknown>>;

/** The body of an answer of Slack. */
export type Body = Readonly<Record<string, unknown>> & { readonly ok: boolean };

/** The channels of a workspace, and the methods of Slack's Web API that eyes-system uses. */
export interface Workspace {
	readonly messages: KeptMessage[];
	call(method: string, args: Args): Body;
	/** Deletes a message, as a human can. */
	remove(ts: string): void;
}

const DEFAULT_PAGE = 100;

/** `now`: milliseconds since 1970, from which the ids of messages are made. */
export function slackWorkspace(now: () => number): Workspace {
	const messages: KeptMessage[] = [];
	let last = 0;
	/** Unique and growing. */
	const nextTs = () => {
		last = Math.max(last + 1, now() * 1000);
		return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
	};
	const at = (ts: string) => messages.findIndex((message) => message.ts === ts);
	const methods: Record<string, (args: Args) => Body> = {
		'auth.test': () => ({ ok: true, user_id: 'U0EYES', bot_id: 'B0EYES', team_id: 'T0EYES' }),
		'chat.postMessage': (args) => {
			const message = { ...contentOf(args), channel: textOf(args.channel), ts: nextTs() };
			const thread = textOf(args.thread_ts);
			if (thread !== '' && at(thread) < 0) return failure('thread_not_found');
			messages.push(thread === '' ? message : { ...message, thread_ts: thread });
			return { ok: true, channel: message.channel, ts: message.ts };
		},
		'chat.update': (args) => {
			const place = at(textOf(args.ts));
			const found = messages[place];
			if (found === undefined || found.channel !== args.channel)
				return failure('message_not_found');
			messages[place] = { ...found, ...contentOf(args) };
			return { ok: true, channel: found.channel, ts: found.ts };
		},
		'conversations.history': (args) => {
			const isShown = ({ thread_ts, reply_broadcast }: KeptMessage) =>
				thread_ts === undefined || reply_broadcast === true;
			return page(messages.filter(isShown).toReversed(), args);
		},
		'conversations.replies': (args) => {
			const thread = textOf(args.ts);
			if (at(thread) < 0) return failure('thread_not_found');
			return page(
				messages.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread),
				args,
			);
		},
	};
	return {
		messages,
		call: (method, args) => methods[method]?.(args) ?? failure('unknown_method'),
		remove: (ts) => {
			if (at(ts) >= 0) messages.splice(at(ts), 1);
		},
	};
}

export function failure(error: string): Body {
	return { ok: false, error };
}

function contentOf(args: Args) {
	return {
		text: textOf(args.text),
		blocks: listOf(args.blocks),
		attachments: listOf(args.attachments),
		metadata: args.metadata ?? null,
		...(args.reply_broadcast === true || args.reply_broadcast === 'true'
			? { reply_broadcast: true }
			: {}),
	};
}

function page(messages: readonly KeptMessage[], args: Args): Body {
	const oldest = Number(args.oldest ?? 0);
	const limit = Number(args.limit ?? DEFAULT_PAGE);
	const start = Number(args.cursor ?? 0);
	const all = messages.filter(({ channel, ts }) => channel === args.channel && Number(ts) > oldest);
	const withMetadata = args.include_all_metadata === true || args.include_all_metadata === 'true';
	const hasMore = all.length > start + limit;
	return {
		ok: true,
		messages: all.slice(start, start + limit).map(({ metadata, channel: _, ...message }) => {
			return {
				type: 'message',
				...message,
				...(withMetadata && metadata !== null ? { metadata } : {}),
			};
		}),
		has_more: hasMore,
		response_metadata: { next_cursor: hasMore ? String(start + limit) : '' },
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
