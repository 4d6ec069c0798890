/** An item has few writers, and each write is a step forward, so this is enough. */
const MOST_ATTEMPTS = 20;

/**
 * Tries again while somebody else changes the item between our read and our write; `attempt` gives
 * undefined then. `what` names the item in the error after too many tries.
 */
export async function retryOnConflict<T>(
	what: string,
	attempt: () => Promise<T | undefined>,
): Promise<T> {
	for (let count = 0; count < MOST_ATTEMPTS; count++) {
		const done = await attempt();
		if (done !== undefined) return done;
	}
	throw new Error(
		`${what} was changed by another writer ${MOST_ATTEMPTS} times in a row; try again later`,
	);
}
