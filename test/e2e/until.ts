import { setTimeout } from 'node:timers/promises';

/**
 * Asks again until the answer is not undefined. Throws with `what` after `ms`, and with what was
 * said last where asking threw: an assertion that does not hold yet.
 */
export async function until<T>(
	what: string,
	ask: () => Promise<T | undefined>,
	ms = 30_000,
): Promise<T> {
	const end = Date.now() + ms;
	let problem: unknown;
	while (Date.now() < end) {
		try {
			const answer = await ask();
			if (answer !== undefined) return answer;
		} catch (error) {
			problem = error;
		}
		await setTimeout(100);
	}
	throw new Error(`after ${ms} ms still not: ${what}`, { cause: problem });
}
