/** What arrives in an hour, and how it is judged. */
interface Load {
	/** Uses that arrive each second. */
	readonly perSecond: number;
	readonly seconds: number;
	/** Seconds between two sign-ins. */
	readonly signInEvery: number;
	/** True if the uses are in the queue of the sign-ins. */
	readonly usesInQueue: boolean;
	readonly judgeMs: number;
	/** So many are judged at once. */
	readonly atOnce: number;
}

/**
 * Gives the longest time in seconds that a sign-in waits in its queue, if those that come first are
 * judged first.
 */
export function longestDelay(load: Load): number {
	const { perSecond, seconds, signInEvery, usesInQueue, judgeMs, atOnce } = load;
	const perSecondJudged = (atOnce * 1_000) / judgeMs;
	let waiting = 0;
	let longest = 0;
	for (let second = 1; second <= seconds; second++) {
		const isSignIn = second % signInEvery === 0;
		if (isSignIn) longest = Math.max(longest, Math.floor(waiting / perSecondJudged));
		const arrived = (usesInQueue ? perSecond : 0) + (isSignIn ? 1 : 0);
		waiting = Math.max(0, waiting + arrived - perSecondJudged);
	}
	return longest;
}
