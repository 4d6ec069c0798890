import { parentPort, workerData } from 'node:worker_threads';
import { type FileScan, scanFile, scanningOf } from './scan-file.ts';
import { awaitCapacity, claimStretch, type Message, type WorkerTask } from './worker-task.ts';

/** This is a worker thread: it reads stretches of files until none is left. */
const { files, settings, worker, workers, claims, flow }: WorkerTask = workerData;
const scanning = scanningOf(settings, { thread: worker, threads: workers });

/** A message with so many sign-ins and refusals makes its own cost small. */
const FULL = 256;

async function scanStretch(stretch: number): Promise<void> {
	let parts: FileScan[] = [];
	let held = 0;

	function send(last: boolean): void {
		const message: Message = { worker, stretch, last, text: JSON.stringify(parts) };
		awaitCapacity(flow, message);
		parentPort?.postMessage(message);
		parts = [];
		held = 0;
	}

	const from = stretch * claims.stretchLength;
	for (const [offset, path] of files.slice(from, from + claims.stretchLength).entries()) {
		for await (const part of scanFile(from + offset, path, scanning)) {
			parts.push(part);
			held += part.signIns.length + part.repeated.length + part.refusals.length;
			if (held >= FULL) send(false);
		}
	}
	send(true);
}

for (
	let stretch = claimStretch(claims);
	stretch * claims.stretchLength < files.length;
	stretch = claimStretch(claims)
) {
	await scanStretch(stretch);
}
