import type { CaseUses } from './case-uses.ts';

/**
 * US dollars in us-east-1; docs/cost.md names the pages. `npm run bench:cost` and the cards use the
 * same prices.
 */
export const USE_PRICES = {
	/** An event that goes to another account. */
	forwardedEvent: 1 / 1e6,
	queueRequest: 0.4 / 1e6,
	invocation: 0.2 / 1e6,
	gigabyteSecond: 0.0000133334,
} as const;

/**
 * Lambda waits so many seconds for so many uses, and calls the function once for them. SQS hands over
 * and deletes ten at a time.
 */
const BATCH = { seconds: 5, most: 200, received: 10 } as const;
/** What the function needs for a repeat, with room to spare; `npm run bench:flood` measures it. */
const REPEAT = { seconds: 0.0005, memoryGb: 0.5 } as const;

const DAYS = 30;
const SECONDS = 86_400;
const DAY = SECONDS * 1_000;
/** What was seen for a shorter time says nothing about a month. */
const SHORTEST = 10 * 60_000;
/** A burst of a thousand calls in seconds is not what a credential does all day. */
const SHORTEST_PACE = 60_000;

/**
 * Gives the US dollars of 30 days for a credential that makes so many calls a day from an untrusted
 * network. In a single account nothing is forwarded to another account.
 */
export function monthlyUseCost(
	callsPerDay: number,
	{ isForwarded = true }: { readonly isForwarded?: boolean } = {},
): number {
	const batch = Math.min(Math.max(1, (callsPerDay / SECONDS) * BATCH.seconds), BATCH.most);
	const requests = 1 + 2 / Math.min(batch, BATCH.received);
	const oneUse =
		(isForwarded ? USE_PRICES.forwardedEvent : 0) +
		requests * USE_PRICES.queueRequest +
		USE_PRICES.invocation / batch +
		REPEAT.seconds * REPEAT.memoryGb * USE_PRICES.gigabyteSecond;
	return callsPerDay * DAYS * oneUse;
}

/**
 * Gives the calls of a day, or the least of them, if the credentials go on as while their calls were
 * counted; null if they were seen for less than ten minutes.
 */
export function callsPerDay({
	calls,
	firstAt,
	lastAt,
	countedUntil = lastAt,
}: Pick<CaseUses, 'calls' | 'firstAt' | 'lastAt' | 'countedUntil'>): number | null {
	if (lastAt - firstAt < SHORTEST) return null;
	return (calls / Math.max(countedUntil - firstAt, SHORTEST_PACE)) * DAY;
}
