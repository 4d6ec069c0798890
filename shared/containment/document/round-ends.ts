/** To how many full hours ends are rounded up, finest first. Each divides the next, so a coarser one only merges. */
export const ROUNDINGS = [1, 6, 12, 24] as const;
export type Rounding = (typeof ROUNDINGS)[number];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The last to which rounding may go. */
export const COARSEST: Rounding = 24;

/** An unanswered case is extended for 30 days at most; one day more is left for clocks and late deliveries. */
const LONGEST = 31 * DAY;

/** The next full multiple of so many hours since 1970, UTC. Ends are never moved down: that would release too early. */
export function roundUp(until: number, hours: Rounding): number {
	const step = hours * HOUR;
	return Math.ceil(until / step) * step;
}

/** True for an end that no rule gives: no number, or more than 31 days ahead. All times in milliseconds, UTC. */
export function isTooLate(until: number, now: number): boolean {
	return !(until <= now + LONGEST);
}

/** `2026-11-03T12:00:00Z`, the form that IAM's date operators read. */
export function isoTime(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
