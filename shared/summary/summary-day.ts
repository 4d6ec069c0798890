import { localDay } from '../runtime/local-time.ts';

const HOUR = 3_600_000;

/** A day's summary is closed at nine o'clock of the next day, so that late records are in it. */
const CLOSES_AFTER = 9 * HOUR;
/** A function that wrote just before nine has ended by then: judging takes half a minute at most. */
const MARGIN = 120_000;

/**
 * The day whose summary tells a sign-in that is judged `now`: its own day, or for a sign-in whose
 * own summary is closed the one that is open. Days are those of the time zone and sort as texts.
 */
export function summaryDayOf(time: number, now: number, timeZone: string): string {
	return localDay(Math.max(time, now - CLOSES_AFTER), timeZone);
}

/** True once nothing more is written for the summary of a day. */
export function isClosed(day: string, now: number, timeZone: string): boolean {
	return localDay(now - CLOSES_AFTER - MARGIN, timeZone) > day;
}
