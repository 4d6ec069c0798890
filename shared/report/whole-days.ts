export const DAY = 86_400_000;

/**
 * Whole days from one time to another, never negative: the clocks of AWS's hosts differ. What is
 * printed and what is flagged use this one number.
 */
export function wholeDays(from: number, to: number): number {
	return Math.max(0, Math.floor((to - from) / DAY));
}

/** The same, or null if the first time is not known. */
export function daysSince(from: number | null, to: number): number | null {
	return from === null ? null : wholeDays(from, to);
}
