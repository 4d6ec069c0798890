import { once as onceEmitted } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { moveClock } from '../emulators/move-clock.ts';
import { processAt } from '../emulators/sockets.ts';
import { type AwsCall, callOf } from './aws-call.ts';
import { type Answer, deny, passOn, readBody, sooner, throttle, twice } from './pass-on.ts';

/**
 * What happens to a call:
 * - `throttle`: AWS's error for too many requests, without an effect
 * - `deny`: the error of STS and IAM for a missing right, without an effect
 * - `lose-answer`: the call takes effect, and the connection breaks before the answer
 * - `kill`: the function's process is killed before the call takes effect, that is, between two
 *   effects
 * - `drop`: neither effect nor answer
 * - `twice`: messages are put into their queue twice
 * - a number: the answer comes so many milliseconds late
 */
export type Fault = 'throttle' | 'deny' | 'lose-answer' | 'kill' | 'drop' | 'twice' | number;

/** `caller` finds the process that calls, which takes a moment; undefined if it has ended. */
export type Choose = (call: AwsCall, caller: () => number | undefined) => Fault | null;

/** Changes the answer of an emulator, which lacks something that AWS would say. */
export type Amend = (call: AwsCall, body: Buffer, answer: Answer) => Answer;

/** Changes a request, because the emulator has another name for what it is about. */
export type Rewrite = (call: AwsCall, body: Buffer<ArrayBuffer>) => Buffer<ArrayBuffer>;

export interface FaultProxy {
	/** Every call since the start, in order of arrival. */
	readonly calls: readonly AwsCall[];
	/**
	 * Sets the function that decides about every call before it is sent on; null lets the call
	 * pass.
	 */
	disturb(choose: Choose): void;
	/** Sets the function that may change every answer. */
	amend(change: Amend): void;
	/** Sets the function that may change every request before it is sent on. */
	rewrite(change: Rewrite): void;
	/** How often each fault was given. */
	readonly given: Readonly<Record<string, number>>;
	/** Errors of the proxy itself. If there are any, the test proves nothing. */
	readonly problems: readonly unknown[];
	stop(): Promise<void>;
}

export interface Behind {
	readonly port: number;
	readonly aws: string;
	readonly organizations: string;
	/** The process group in which the functions run. */
	readonly group: number;
	/** The file of the functions' clock. */
	readonly clock: string;
	/** A deferred message is delivered so many times sooner than the function asked. */
	readonly scale: number;
}

/** This is longer than any lease or claim of the functions, in milliseconds. */
const LONGEST_LEASE = 75_000;

/**
 * Starts a proxy between the functions and the emulators, on loopback. Organizations has its own
 * emulator.
 */
export async function startFaultProxy({
	port,
	aws,
	organizations,
	group,
	clock,
	scale,
}: Behind): Promise<FaultProxy> {
	const calls: AwsCall[] = [];
	const given: Record<string, number> = {};
	const problems: unknown[] = [];
	let choose: Choose = () => null;
	let change: Amend = (_call, _body, same) => same;
	let changeRequest: Rewrite = (_call, same) => same;
	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			problems.push(error);
			response.destroy();
		});
	});
	function kill(pid: number | undefined): void {
		if (pid === undefined) throw new Error('the process that calls is not to be found');
		process.kill(pid, 'SIGKILL');
		// Leases and claims outlive the process that held them. The queues' pauses are scaled down,
		// so the clock is moved past the leases.
		moveClock(clock, LONGEST_LEASE);
	}
	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await readBody(request);
		const call = callOf(request, body);
		calls.push(call);
		// The caller is looked up once, because a process that dies closes its sockets one after
		// the other.
		const caller = once(() => processAt(group, request.socket.remotePort ?? 0));
		const fault = choose(call, caller);
		count(fault);
		if (fault === 'throttle') return throttle(call, response);
		if (fault === 'deny') return deny(response);
		if (fault === 'kill') kill(caller());
		if (fault === 'kill' || fault === 'drop') return void response.destroy();
		const sent = fault === 'twice' ? twice(body) : scaled(call, changeRequest(call, body));
		const to = call.service === 'organizations' ? organizations : aws;
		await give(fault, response, change(call, body, await passOn(request, sent, to)));
	}
	function scaled({ action }: AwsCall, body: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
		return scale > 1 && action === 'ChangeMessageVisibility' ? sooner(body, scale) : body;
	}
	function count(fault: Fault | null): void {
		const kind = typeof fault === 'number' ? 'delay' : fault;
		if (kind !== null) given[kind] = (given[kind] ?? 0) + 1;
	}
	await onceEmitted(server.listen(port, '127.0.0.1'), 'listening');
	return {
		calls,
		problems,
		given,
		disturb(next) {
			choose = next;
		},
		amend(next) {
			change = next;
		},
		rewrite(next) {
			changeRequest = next;
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await onceEmitted(server, 'close');
		},
	};
}

async function give(
	fault: Fault | null,
	response: ServerResponse,
	{ status, headers, body }: Answer,
): Promise<void> {
	if (fault === 'lose-answer') return void response.destroy();
	if (typeof fault === 'number') await setTimeout(fault);
	response.writeHead(status, headers).end(body);
}

function once<T>(find: () => T): () => T {
	let found: { readonly value: T } | null = null;
	return () => {
		found ??= { value: find() };
		return found.value;
	};
}
