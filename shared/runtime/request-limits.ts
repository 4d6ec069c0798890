/**
 * How long a call of AWS may take, in milliseconds. These services answer in tens of milliseconds;
 * if they do not, it is better to ask again than to hold up what comes after.
 */
export const REQUEST_LIMITS = {
	connectionTimeout: 1_000,
	requestTimeout: 3_000,
	throwOnRequestTimeout: true,
} as const;

/**
 * These limits are for clients that publish policies, which may take seconds. The queue repeats a
 * throttled request, with longer pauses than the SDK's.
 */
export const PUBLISHING_LIMITS = {
	maxAttempts: 2,
	requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/**
 * These limits are for clients that read whole accounts, where nobody waits for the answer and a
 * credential report may have megabytes. The SDK's pauses grow to 20 s.
 */
export const READING_LIMITS = {
	retryMode: 'standard',
	maxAttempts: 5,
	requestHandler: { connectionTimeout: 2_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} as const;
