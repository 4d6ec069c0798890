import { localDay } from '../../../shared/runtime/local-time.ts';
import { instantOf } from '../../written-time.ts';

const DAY = 86_400_000;
/** Ten years. Of a longer period only every second, third … day is listed. */
const MOST_DAYS = 3_660;
/** A log of so many days is shown from midnight to midnight. */
const WHOLE_DAYS = 3;

/** What the time line shows: whole days of a short log, else a little more than the log. */
export function shownPeriod(
	[from, to]: readonly [number, number],
	timeZone: string,
): readonly [number, number] {
	if (to - from <= WHOLE_DAYS * DAY)
		return [startOfDay(from, timeZone), startOfDay(startOfDay(to, timeZone) + 1.5 * DAY, timeZone)];
	const margin = (to - from) / 30;
	return [from - margin, to + margin];
}

/** The beginnings of the days of a zone, which are not always 24 hours apart, and their names. */
export function dayStarts(
	[from, to]: readonly [number, number],
	timeZone: string,
): readonly (readonly [number, string])[] {
	const starts: (readonly [number, string])[] = [];
	const step = Math.ceil((to - from) / (MOST_DAYS * DAY)) * DAY;
	for (let at = startOfDay(from, timeZone); at <= to; ) {
		starts.push([at, localDay(at, timeZone)]);
		at = startOfDay(at + step + DAY / 2, timeZone);
	}
	return starts;
}

function startOfDay(time: number, timeZone: string): number {
	const day = Date.parse(`${localDay(time, timeZone)}T00:00Z`);
	// A record may claim a time at the end of the year 9999, after which days cannot be read back.
	if (Number.isNaN(day)) return time;
	return instantOf({ time: day, hasZone: false }, timeZone);
}
