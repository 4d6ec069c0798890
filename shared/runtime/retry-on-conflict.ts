import { setTimeout } from 'node:timers/promises';

/** An item has few writers, and each write is a step forward, so this is enough. */
const MOST_ATTEMPTS = 20;
const SHORTEST_MS = 4;
const LONGEST_MS = 1_000;

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
		const done = await attempt();
		if (done !== undefined) return done;
		await setTimeout(Math.random() * Math.min(LONGEST_MS, SHORTEST_MS * 2 ** count));
	}
	throw new Error(
		`${what} was changed by another writer ${MOST_ATTEMPTS} times in a row; try again later`,
	);
}
