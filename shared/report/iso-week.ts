import { DAY } from './whole-days.ts';

const THURSDAY = 3;

/**
 * Gives the ISO 8601 week in which a time lies in a time zone, such as `2026-W49`. A week begins on
 * Monday and belongs to the year of its Thursday.
 * @param at milliseconds since 1970, UTC
 */
export function isoWeek(at: number, timeZone: string): string {
	// This language writes dates like 2026-11-30.
	const day = Date.parse(new Intl.DateTimeFormat('sv', { timeZone }).format(at));
	const sinceMonday = (new Date(day).getUTCDay() + 6) % 7;
	const thursday = new Date(day + (THURSDAY - sinceMonday) * DAY);
	const year = thursday.getUTCFullYear();
	const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1;
	return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Gives the week before, such as `2026-W48`. */
export function weekBefore(week: string): string {
	const [year = 0, number = 1] = week.split('-W').map(Number);
	// The fourth of January is always in the first week.
	return isoWeek(Date.UTC(year, 0, 4) + (number - 2) * 7 * DAY, 'UTC');
}
