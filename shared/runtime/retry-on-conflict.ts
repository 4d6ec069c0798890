import { setTimeout } from 'node:timers/promises';

/** An item has few writers, and each write is a step forward, so this is enough. */
const MOST_ATTEMPTS = 20;
const SHORTEST_MS = 4;
/** The longest pause: as long as many attempts take, so that ten writers find room for each. */
const LONGEST = { ms: 1_000, attempts: 40, mostMs: 5_000 } as const;

/**
 * Tries again while somebody else changes the item between our read and our write; `attempt` gives
 * undefined then. The pauses are random and grow, so that ten functions that write one case in a
 * flood do not meet again and again. `what` names the item in the error after too many tries.
 */
export async function retryOnConflict<T>(
	what: string,
	attempt: () => Promise<T | undefined>,
): Promise<T> {
	for (let count = 0; count < MOST_ATTEMPTS; count++) {
		const started = performance.now();
		const done = await attempt();
		if (done !== undefined) return done;
		await setTimeout(Math.random() * longestPause(count, performance.now() - started));
	}
	throw new Error(
		`${what} was changed by another writer ${MOST_ATTEMPTS} times in a row; try again later`,
	);
}

/** Milliseconds. `took` is how long the attempt took: the slower the writes, the longer it waits. */
function longestPause(count: number, took: number): number {
	const { ms, attempts, mostMs } = LONGEST;
	const longest = Math.min(Math.max(ms, took * attempts), mostMs);
	return Math.min(longest, Math.max(SHORTEST_MS, took) * 2 ** count);
}
