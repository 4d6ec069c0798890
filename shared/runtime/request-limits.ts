/**
 * How long a call of AWS may take, in milliseconds. These services answer in tens of them; whoever waits longer is better
 * off asking again than holding up what comes after.
 */
export const REQUEST_LIMITS = {
	connectionTimeout: 1_000,
	requestTimeout: 3_000,
	throwOnRequestTimeout: true,
} as const;

/**
 * For clients that publish policies, which may take seconds. What is throttled is asked for again by the queue, with
 * longer pauses than the SDK's.
 */
export const PUBLISHING_LIMITS = {
	maxAttempts: 2,
	requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;
