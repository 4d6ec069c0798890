import { Worker } from 'node:worker_threads';
import { createArrivals } from './arrivals.ts';
import type { CallSettings } from './calls-to-read.ts';
import { type FileScan, scanFile, scanningOf } from './scan-file.ts';
import { createClaims, createFlow, freeCapacity, type WorkerTask } from './worker-task.ts';

/**
 * Reads all files and their sign-ins with so many threads. The result is the same for any number of
 * threads: the parts of a file come in its order, and the files in theirs. Throws if a thread dies.
 */
export async function* scanFiles(
	files: readonly string[],
	workers: number,
	settings: CallSettings,
): AsyncGenerator<FileScan> {
	// Only this thread can read standard input, and one additional thread is not faster than this
	// one alone.
	if (workers < 2 || files.length < 2 || files.includes('-')) yield* scanHere(files, settings);
	else yield* scanWithWorkers(files, Math.min(workers, files.length), settings);
}

async function* scanHere(
	files: readonly string[],
	settings: CallSettings,
): AsyncGenerator<FileScan> {
	const scanning = scanningOf(settings, { thread: 0, threads: 1 });
	for (const [number, path] of files.entries()) yield* scanFile(number, path, scanning);
}

async function* scanWithWorkers(
	files: readonly string[],
	count: number,
	settings: CallSettings,
): AsyncGenerator<FileScan> {
	const claims = createClaims(files.length, count);
	const flow = createFlow(count);
	const arrivals = createArrivals();
	let running = count;
	const workers = Array.from({ length: count }, (_, worker) => {
		const task: WorkerTask = { files, settings, worker, workers: count, claims, flow };
		const thread = new Worker(new URL('worker.ts', import.meta.url), { workerData: task });
		thread.on('message', arrivals.put);
		thread.on('error', (cause) =>
			arrivals.fail(new Error(`a thread that reads files failed: ${cause}`, { cause })),
		);
		thread.on('exit', () => {
			running--;
			if (running === 0)
				arrivals.fail(new Error('the threads that read files ended before all was read'));
		});
		return thread;
	});
	try {
		for (let stretch = 0; stretch * claims.stretchLength < files.length; stretch++) {
			for (let last = false; !last; ) {
				const message = await arrivals.next(stretch);
				freeCapacity(flow, message);
				const parts: FileScan[] = JSON.parse(message.text);
				yield* parts;
				last = message.last;
			}
		}
	} finally {
		await Promise.all(workers.map((worker) => worker.terminate()));
	}
}
