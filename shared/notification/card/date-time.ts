import { localTime } from '../../runtime/local-time.ts';
import type { Phrase } from './phrase.ts';

/** Time zones whose short name readers know but `Intl` does not print. */
const KNOWN_NAMES: Readonly<Record<string, string>> = { 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST' };

const LAST_DATE = 8.64e15;
const DAY = 'YYYY-MM-DD '.length;

/**
 * `2026-03-03 13:35:21 (KST)`.
 * @param time milliseconds since 1970, UTC; a value that is not a date is shown as a dash
 * @param timeZone IANA name
 */
export function dateTime(time: number, timeZone: string): string {
	return isDate(time) ? `${localTime(time, timeZone)} (${zoneName(time, timeZone)})` : '–';
}

/**
 * The same time for readers in other zones, to put behind ours. It is empty if it is not a date.
 * `plain`: what a terminal shows instead.
 */
export function readersTime(
	time: number,
	{ yourTime }: { readonly yourTime: string },
	plain = '',
): Phrase {
	if (!isDate(time)) return [];
	const fallback = dateTime(time, 'UTC');
	return [{ seconds: Math.floor(time / 1000), label: yourTime, fallback, plain }];
}

/**
 * `2026-03-03 13:31:21 ~ 13:35:21 (KST)`. The day is repeated only if it changes, and the zone only
 * where the clocks were changed in between: then an hour may come twice.
 */
export function period([from, to]: readonly [number, number], timeZone: string): string {
	const [start, end] = [dateTime(from, timeZone), dateTime(to, timeZone)];
	const [zone = ''] = / \(.+\)$/.exec(end) ?? [];
	const begin = start.endsWith(zone) ? start.slice(0, start.length - zone.length) : start;
	const isSameDay = isDate(to) && end.slice(0, DAY) === start.slice(0, DAY);
	return `${begin} ~ ${isSameDay ? end.slice(DAY) : end}`;
}

function isDate(time: number): boolean {
	return Math.abs(time) <= LAST_DATE;
}

function zoneName(time: number, timeZone: string): string {
	const known = KNOWN_NAMES[timeZone];
	if (known !== undefined) return known;
	const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(
		time,
	);
	return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
