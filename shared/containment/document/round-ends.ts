/**
 * Ends are rounded up to one of these numbers of full hours. Each divides the next, so coarser
 * rounding only merges statements.
 */
export const ROUNDINGS = [1, 6, 12, 24] as const;
export type Rounding = (typeof ROUNDINGS)[number];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The coarsest rounding. */
export const COARSEST: Rounding = 24;

/**
 * An unanswered case is extended for 30 days at most. One more day allows for clocks and late
 * deliveries.
 */
const LONGEST = 31 * DAY;

/**
 * The next multiple of so many hours since 1970, UTC. Rounding down would end a containment too
 * early.
 */
export function roundUp(until: number, hours: Rounding): number {
	const step = hours * HOUR;
	return Math.ceil(until / step) * step;
}

/** IAM compares whole seconds. */
export function roundUpToSecond(time: number): number {
	return Math.ceil(time / 1_000) * 1_000;
}

/** The coarsest rounding that an end in a text can have been rounded to. */
export function roundingOf(end: number): Rounding {
	return ROUNDINGS.findLast((hours) => roundUp(end, hours) === end) ?? COARSEST;
}

/**
 * True if an end is not a number or is more than 31 days ahead. All times are in milliseconds, UTC.
 */
export function isTooLate(until: number, now: number): boolean {
	return !(until <= now + LONGEST);
}

/** `2026-11-03T12:00:00Z`, the form that the date operators of IAM read. */
export function isoTime(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
