/** Writers of one item are few, and each write of one is a step forward. */
const MOST_ATTEMPTS = 20;

/**
 * Tries again while somebody else writes between our read and our write; then `attempt` gives undefined. `what` names
 * the item for the error after too many tries.
 */
export async function retryOnConflict<T>(
	what: string,
	attempt: () => Promise<T | undefined>,
): Promise<T> {
	for (let count = 0; count < MOST_ATTEMPTS; count++) {
		const done = await attempt();
		if (done !== undefined) return done;
	}
	throw new Error(`${what} was changed by others ${MOST_ATTEMPTS} times in a row; try again later`);
}
