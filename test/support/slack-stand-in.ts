// A stand-in for Slack. Every token is another app. Call `startSlack()` in a test, or run `node test/support/slack-stand-in.ts
// PORT` and control it by HTTP (`/_script`, `/_calls`, `/_messages`, `/_reset`).
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as v from 'valibot';
import { sha256 } from '../../shared/runtime/sha256.ts';
import {
	type Args,
	type Body,
	failure,
	type KeptFile,
	type KeptMessage,
	slackWorkspace,
	type Workspace,
} from './slack-workspace.ts';

/**
 * How the next calls are answered: by the first rule that matches and is not used up. `error`: a
 * 200 with that error. `status`: that status, with `Retry-After` if `retryAfter` (seconds) is
 * given. `hang`: no answer. `downMs`: 503 for so long after the first such call. With `taken` the
 * call takes effect and only its answer is lost. `refuseBlock`: the rule is only for messages with a
 * block of this type, which are answered with `invalid_blocks`. `channel`: the rule is only for
 * calls about this channel. The bytes of a file are sent by the method `upload`.
 */
const rule = v.object({
	method: v.optional(v.string(), '*'),
	times: v.optional(v.number(), 1),
	error: v.optional(v.string()),
	status: v.optional(v.number()),
	retryAfter: v.optional(v.number()),
	hang: v.optional(v.boolean()),
	downMs: v.optional(v.number()),
	taken: v.optional(v.boolean(), false),
	refuseBlock: v.optional(v.string()),
	channel: v.optional(v.string()),
});
export type SlackRule = v.InferInput<typeof rule>;

/** A call. `at`: milliseconds since 1970. `answer`: the error, `ok`, or the status. */
export interface SlackCall {
	readonly method: string;
	readonly token: string;
	readonly args: Args;
	readonly at: number;
	readonly answer: string;
}

export interface SlackStandIn {
	/** For the client, with a trailing slash. */
	readonly apiUrl: string;
	readonly calls: SlackCall[];
	readonly messages: readonly KeptMessage[];
	readonly files: readonly KeptFile[];
	/** Slack's ids of people, by their e-mail addresses. */
	readonly people: Map<string, string>;
	script(...rules: readonly SlackRule[]): void;
	/** Accepts no other token from now on. */
	setToken(token: string): void;
	/** Deletes a message, as a human can. */
	remove(ts: string): void;
	reset(): void;
	stop(): Promise<void>;
}

interface State {
	readonly workspace: Workspace;
	readonly calls: SlackCall[];
	rules: (v.InferOutput<typeof rule> & { until?: number })[];
	token: string | null;
}

/** The path to which the bytes of files go. Slack takes them at another host. */
const UPLOAD = '/upload/v1/';

/** Listens on loopback, on a free port unless one is given. `now` gives messages their ids. */
export async function startSlack(port = 0, now: () => number = Date.now): Promise<SlackStandIn> {
	let origin = '';
	const workspace = slackWorkspace(now, (id) => `${origin}${UPLOAD}${id}`);
	const state: State = { workspace, calls: [], rules: [], token: null };
	const server = createServer((request, response) => {
		answer(request, response, state).catch((error: unknown) => {
			response.writeHead(500).end(String(error));
		});
	});
	await once(server.listen(port, '127.0.0.1'), 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string')
		throw new Error('the Slack stand-in listens on no port');
	origin = `http://127.0.0.1:${address.port}`;
	return {
		apiUrl: `${origin}/api/`,
		calls: state.calls,
		...{ messages: workspace.messages, files: workspace.files, people: workspace.people },
		script: (...rules) => addRules(state, rules),
		setToken: (token) => {
			state.token = token;
		},
		remove: state.workspace.remove,
		reset: () => reset(state),
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

function addRules(state: State, rules: readonly unknown[]): void {
	for (const one of rules) {
		const parsed = v.parse(rule, one);
		const { refuseBlock, error = 'invalid_blocks' } = parsed;
		state.rules.push(refuseBlock === undefined ? parsed : { ...parsed, error });
	}
}

function reset(state: State): void {
	state.calls.length = 0;
	state.workspace.messages.length = 0;
	state.workspace.files.length = 0;
	state.workspace.people.clear();
	state.rules = [];
	state.token = null;
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	state: State,
): Promise<void> {
	const path = new URL(request.url ?? '/', 'http://slack').pathname;
	const bytes = await buffer(request);
	if (path.startsWith('/_')) {
		control(path, bytes.toString(), { response, state });
		return;
	}
	answerCall(readCall(path, request, bytes, state.workspace), { response, state });
}

/** A call, and what takes effect when it is answered. */
interface ReceivedCall extends Pick<SlackCall, 'method' | 'token' | 'args'> {
	readonly isUpload: boolean;
	readonly take: () => Body;
}

function readCall(
	path: string,
	{ headers }: IncomingMessage,
	bytes: Buffer,
	workspace: Workspace,
): ReceivedCall {
	const token = (headers.authorization ?? '').replace('Bearer ', '');
	const name = path.split('/').at(-1) ?? '';
	if (path.startsWith(UPLOAD)) {
		const take = () => ({ ok: workspace.upload(name, bytes), error: 'no_such_upload' });
		return { method: 'upload', token, args: { file: name }, isUpload: true, take };
	}
	const args = argsIn(bytes.toString(), headers['content-type'] ?? '');
	const take = () => workspace.call(name, args, botOf(token));
	return { method: name, token, args, isUpload: false, take };
}

/** Every token belongs to an app of its own. */
function botOf(token: string): string {
	return `B${sha256(token).slice(0, 10).toUpperCase()}`;
}

function answerCall(
	{ isUpload, take, ...call }: ReceivedCall,
	{ response, state }: { readonly response: ServerResponse; readonly state: State },
): void {
	const record = (result: string) => state.calls.push({ ...call, at: Date.now(), answer: result });
	// The address is the permission to upload.
	if (!isUpload && state.token !== null && call.token !== state.token) {
		record('invalid_auth');
		json(response, failure('invalid_auth'));
		return;
	}
	const applies = takeRule(state, call);
	if (applies === undefined) {
		const result = take();
		record(result.ok ? 'ok' : String(result.error));
		// At the upload address only the status counts.
		json(response, result, isUpload && !result.ok ? 404 : 200);
		return;
	}
	if (applies.taken) take();
	record(applies.error ?? (applies.hang === true ? 'hang' : String(applies.status ?? 503)));
	if (applies.hang !== true) misbehave(response, applies);
}

function misbehave(
	response: ServerResponse,
	{ error, status, retryAfter, downMs }: State['rules'][number],
): void {
	if (error !== undefined) {
		json(response, failure(error));
		return;
	}
	const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
	const code = status ?? (downMs === undefined ? 200 : 503);
	response.writeHead(code, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(failure(code === 429 ? 'ratelimited' : 'service_unavailable')));
}

/** The rule for this call. It counts as used once more. */
function takeRule(
	state: State,
	{ method, args }: Pick<SlackCall, 'method' | 'args'>,
): State['rules'][number] | undefined {
	const now = Date.now();
	state.rules = state.rules.filter(
		({ times, until }) => times > 0 && (until === undefined || until > now),
	);
	const found = state.rules.find(
		(one) => (one.method === '*' || one.method === method) && isAbout(one, args),
	);
	if (found === undefined) return undefined;
	if (found.downMs === undefined) found.times--;
	else found.until ??= now + found.downMs;
	return found;
}

function isAbout(
	{ refuseBlock, channel }: State['rules'][number],
	{ blocks, ...args }: Args,
): boolean {
	if (channel !== undefined && args.channel !== channel) return false;
	if (refuseBlock === undefined) return true;
	return Array.isArray(blocks) && blocks.some((block) => Object(block).type === refuseBlock);
}

function control(
	path: string,
	body: string,
	{ response, state }: { response: ServerResponse; state: State },
): void {
	if (path === '/_script') addRules(state, [JSON.parse(body)].flat());
	else if (path === '/_reset') reset(state);
	else if (path !== '/_calls' && path !== '/_messages') {
		response.writeHead(404).end(`no ${path}: there are /_script, /_reset, /_calls and /_messages`);
		return;
	}
	const files = state.workspace.files.map(({ bytes, ...file }) => ({
		...file,
		text: bytes === null ? null : Buffer.from(bytes).toString(),
	}));
	const { calls, workspace } = state;
	json(response, { ok: true, calls, messages: workspace.messages, files });
}

function json(response: ServerResponse, body: Body, status = 200): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const STRUCTURED = new Set(['blocks', 'attachments', 'metadata', 'files']);

/** The client sends forms in which lists and objects are JSON. People who use curl send JSON. */
function argsIn(body: string, type: string): Args {
	if (type.startsWith('application/json'))
		return v.parse(v.record(v.string(), v.unknown()), JSON.parse(body));
	return Object.fromEntries(
		[...new URLSearchParams(body)].map(([name, value]) => [
			name,
			STRUCTURED.has(name) ? JSON.parse(value) : value,
		]),
	);
}

if (import.meta.main) {
	const { apiUrl } = await startSlack(Number(process.argv[2] ?? 0));
	process.stdout.write(`${apiUrl}\n`);
}
