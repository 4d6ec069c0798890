/** What a worker thread is given. */
export interface WorkerTask {
	readonly files: readonly string[];
	/** The worker's own number, from 0. */
	readonly worker: number;
	readonly claims: Claims;
	readonly flow: Flow;
}

/** A stretch of files, claimed by one worker; results are put in order by it. */
export interface Message {
	readonly worker: number;
	readonly stretch: number;
	/** Nothing more comes of this stretch. */
	readonly last: boolean;
	/** FileScan[] as JSON: faster to send than the objects, and it weighs less while it waits. */
	readonly text: string;
}

/**
 * Files are claimed in stretches, so that a worker is not asked for each small file; with few files one by one, so
 * that no worker stands idle while another has several large ones.
 */
export interface Claims {
	readonly stretchLength: number;
	readonly next: Int32Array;
}

const LONGEST_STRETCH = 8;
const STRETCHES_PER_WORKER = 16;

export function createClaims(files: number, workers: number): Claims {
	const fair = Math.floor(files / (workers * STRETCHES_PER_WORKER));
	return {
		stretchLength: Math.min(Math.max(fair, 1), LONGEST_STRETCH),
		next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
	};
}

/** Claims the next stretch of files for the calling thread. */
export function claimStretch({ next }: Claims): number {
	return Atomics.add(next, 0, 1);
}

/** How many messages of each worker are not yet taken. */
export type Flow = Int32Array;

/** Some tens of MB at most, all workers together; much more than they are ever apart when files are alike. */
const MOST_WAITING = 64;

export function createFlow(workers: number): Flow {
	return new Int32Array(new SharedArrayBuffer(workers * Int32Array.BYTES_PER_ELEMENT));
}

/** Blocks the worker while its messages pile up: it must not be faster than what is done with its results. */
export function awaitRoom(flow: Flow, worker: number): void {
	for (
		let waiting = Atomics.load(flow, worker);
		waiting >= MOST_WAITING;
		waiting = Atomics.load(flow, worker)
	) {
		Atomics.wait(flow, worker, waiting);
	}
	Atomics.add(flow, worker, 1);
}

export function makeRoom(flow: Flow, worker: number): void {
	Atomics.sub(flow, worker, 1);
	Atomics.notify(flow, worker);
}
