import { setTimeout } from 'node:timers/promises';

/**
 * Asks again until the answer is not undefined. Throws with `what` after `ms`; the cause is the
 * last error that asking threw, such as a failed assertion.
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
