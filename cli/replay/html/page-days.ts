import { localDay } from '../../../shared/runtime/local-time.ts';
import { instantOf } from '../../written-time.ts';

const DAY = 86_400_000;
/** Ten years. A record with an impossible time must not make a page of days. */
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
	const first = Math.max(from, to - MOST_DAYS * DAY);
	for (let at = startOfDay(first, timeZone); at <= to; at = startOfDay(at + 1.5 * DAY, timeZone))
		starts.push([at, localDay(at, timeZone)]);
	return starts;
}

function startOfDay(time: number, timeZone: string): number {
	const day = Date.parse(`${localDay(time, timeZone)}T00:00Z`);
	return instantOf({ time: day, hasZone: false }, timeZone);
}
