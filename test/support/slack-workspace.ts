/** A message as Slack stores it. */
export interface KeptMessage {
	readonly channel: string;
	readonly ts: string;
	readonly thread_ts?: string;
	/** The bot of the app that posted it. */
	readonly bot_id: string;
	readonly text: string;
	readonly blocks: readonly unknown[];
	readonly attachments: readonly unknown[];
	readonly metadata: unknown;
	readonly reply_broadcast?: boolean;
	/** The ids of the files that were shared with it. */
	readonly files?: readonly string[];
}

/** A file as Slack keeps it. It is seen by nobody until its upload is completed. */
export interface KeptFile {
	readonly id: string;
	readonly name: string;
	readonly length: number;
	readonly bytes: Uint8Array | null;
	readonly title: string | null;
	/** Where it was shared; null until its upload is completed. */
	readonly message: KeptMessage | null;
}

/** The arguments of a call. Lists and objects are parsed. */
export type Args = Readonly<Record<string, unknown>>;

/** The body of an answer of Slack. */
export type Body = Readonly<Record<string, unknown>> & { readonly ok: boolean };

/** The channels of a workspace, and the methods of Slack's Web API that eyes-system uses. */
export interface Workspace {
	readonly messages: KeptMessage[];
	readonly files: KeptFile[];
	/** Slack's ids of people, by their e-mail addresses. */
	readonly people: Map<string, string>;
	/** `bot`: the bot of the app that calls. */
	call(method: string, args: Args, bot?: string): Body;
	/** Takes the bytes of a file; false if nobody has asked for an upload with this id and length. */
	upload(id: string, bytes: Uint8Array): boolean;
	/** Deletes a message, as a human can. */
	remove(ts: string): void;
}

const DEFAULT_PAGE = 100;
/** The bot of eyes-system, if a call does not say which. */
const OUR_BOT = 'B0EYES';

/**
 * `now`: milliseconds since 1970, from which the ids of messages are made. `uploadUrl`: where the
 * bytes of a file with this id go.
 */
export function slackWorkspace(
	now: () => number,
	uploadUrl: (id: string) => string = (id) => `https://files.slack.example/upload/v1/${id}`,
): Workspace {
	const messages: KeptMessage[] = [];
	const files: KeptFile[] = [];
	const people = new Map<string, string>();
	let last = 0;
	/** Unique and growing. */
	const nextTs = () => {
		last = Math.max(last + 1, now() * 1000);
		return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
	};
	const at = (ts: string) => messages.findIndex((message) => message.ts === ts);
	const keep = (message: KeptMessage): KeptMessage | null => {
		if (message.thread_ts !== undefined && at(message.thread_ts) < 0) return null;
		messages.push(message);
		return message;
	};
	const methods: Record<string, (args: Args, bot: string) => Body> = {
		...fileMethods({ files, keep, nextTs, uploadUrl }),
		'users.lookupByEmail': ({ email }) => {
			const id = people.get(textOf(email));
			return id === undefined ? failure('users_not_found') : { ok: true, user: { id } };
		},
		'auth.test': (_, bot) => ({ ok: true, user_id: 'U0EYES', bot_id: bot, team_id: 'T0EYES' }),
		'chat.postMessage': (args, bot) => {
			const channel = conversationOf(textOf(args.channel));
			const posted = { channel, ts: nextTs(), bot_id: bot };
			const message = { ...contentOf(args), ...threadOf(args), ...posted };
			if (keep(message) === null) return failure('thread_not_found');
			return { ok: true, channel, ts: message.ts };
		},
		'chat.update': (args) => {
			const place = at(textOf(args.ts));
			const found = messages[place];
			if (found === undefined || found.channel !== args.channel)
				return failure('message_not_found');
			messages[place] = { ...found, ...contentOf(args) };
			return { ok: true, channel: found.channel, ts: found.ts };
		},
		'chat.getPermalink': ({ channel, message_ts }) => {
			const found = messages[at(textOf(message_ts))];
			if (found === undefined || found.channel !== channel) return failure('message_not_found');
			const permalink = `https://eyes.slack.example/archives/${found.channel}/p${found.ts.replace('.', '')}`;
			return { ok: true, channel, permalink };
		},
		'conversations.history': (args) => {
			// A person is no conversation: only chat.postMessage takes their id.
			if (isPerson(textOf(args.channel))) return failure('channel_not_found');
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
		...{ messages, files, people },
		upload: (id, bytes) => {
			const place = files.findIndex((file) => file.id === id && file.length === bytes.length);
			const file = files[place];
			if (file === undefined) return false;
			files[place] = { ...file, bytes };
			return true;
		},
		call: (method, args, bot = OUR_BOT) =>
			methods[method]?.(args, bot) ?? failure('unknown_method'),
		remove: (ts) => {
			if (at(ts) >= 0) messages.splice(at(ts), 1);
		},
	};
}

interface FileParts {
	readonly files: KeptFile[];
	/** Keeps a message; null if its thread does not exist. */
	readonly keep: (message: KeptMessage) => KeptMessage | null;
	readonly nextTs: () => string;
	readonly uploadUrl: (id: string) => string;
}

/** https://docs.slack.dev/messaging/working-with-files#upload */
function fileMethods({ files, keep, nextTs, uploadUrl }: FileParts) {
	return {
		'files.getUploadURLExternal': ({ filename, length }: Args): Body => {
			const [name, bytes] = [textOf(filename), Number(length)];
			if (name === '' || !(bytes > 0)) return failure('invalid_arguments');
			const id = `F${String(files.length + 1).padStart(8, '0')}`;
			files.push({ id, name, length: bytes, bytes: null, title: null, message: null });
			return { ok: true, file_id: id, upload_url: uploadUrl(id) };
		},
		'files.completeUploadExternal': (args: Args, bot: string): Body => {
			const named: Args = Object(listOf(args.files)[0]);
			const [id, title] = [textOf(named.id), textOf(named.title)];
			const place = files.findIndex((file) => file.id === id);
			const file = files[place];
			// An upload can be completed once, and only after the bytes have come.
			if (file === undefined || file.bytes === null || file.message !== null)
				return failure('file_not_found');
			const message = keep({
				...contentOf({ text: args.initial_comment }),
				...threadOf(args),
				...{ channel: textOf(args.channel_id), ts: nextTs(), bot_id: bot, files: [id] },
			});
			if (message === null) return failure('thread_not_found');
			files[place] = { ...file, title, message };
			return { ok: true, files: [{ id, title }] };
		},
		'files.info': (args: Args): Body => {
			const file = files.find(({ id }) => id === args.file);
			if (file === undefined || file.message === null) return failure('file_not_found');
			const { id, name, title, message } = file;
			const { channel, ts, thread_ts } = message;
			const shares = { private: { [channel]: [{ ts, thread_ts }] } };
			return { ok: true, file: { id, name, title, groups: [channel], shares } };
		},
	};
}

function threadOf({ thread_ts }: Args): { readonly thread_ts?: string } {
	return textOf(thread_ts) === '' ? {} : { thread_ts: textOf(thread_ts) };
}

function isPerson(id: string): boolean {
	return /^[UW]/.test(id);
}

/** What is posted to a person goes to the conversation with them. */
function conversationOf(id: string): string {
	return isPerson(id) ? `D${id.slice(1)}` : id;
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
