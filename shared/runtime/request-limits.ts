/**
 * How long a call of AWS may take, in milliseconds. These services answer in tens of them; whoever waits longer is better
 * off asking again than holding up what comes after.
 */
export const SOON = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } as const;
