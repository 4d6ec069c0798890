import type { CallSettings } from './calls-to-read.ts';

/** The data that a worker thread is started with. */
export interface WorkerTask {
	readonly files: readonly string[];
	readonly settings: CallSettings;
	/** The worker's own number, counted from 0. */
	readonly worker: number;
	/** How many there are. */
	readonly workers: number;
	readonly claims: Claims;
	readonly flow: Flow;
}

/**
 * Results of a stretch of files, which one worker has claimed. Results are put in order by their
 * stretch.
 */
export interface Message {
	readonly worker: number;
	readonly stretch: number;
	/** True if this is the last message of the stretch. */
	readonly last: boolean;
	/**
	 * FileScan[] as JSON: it is faster to send than objects, and takes less memory while it waits.
	 */
	readonly text: string;
}

/**
 * Files are claimed in stretches, so that a worker need not claim each small file. If there are few
 * files, they are claimed one by one, so that no worker is idle while another has several large
 * ones.
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

/** Counts for each worker the characters of its messages that were not taken yet. */
export type Flow = Int32Array;

/**
 * If so many characters of a worker's messages wait, it waits too. A message may be much longer: one
 * megabyte of a file can hold half a million values that are refused.
 */
const MOST_WAITING = 8 << 20;

export function createFlow(workers: number): Flow {
	return new Int32Array(new SharedArrayBuffer(workers * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Blocks the worker while too many of its messages wait, so that it is not faster than the thread
 * that uses its results.
 */
export function awaitCapacity(flow: Flow, { worker, text }: Message): void {
	for (
		let waiting = Atomics.load(flow, worker);
		waiting >= MOST_WAITING;
		waiting = Atomics.load(flow, worker)
	) {
		Atomics.wait(flow, worker, waiting);
	}
	Atomics.add(flow, worker, text.length);
}

export function freeCapacity(flow: Flow, { worker, text }: Message): void {
	Atomics.sub(flow, worker, text.length);
	Atomics.notify(flow, worker);
}
