import { InvalidArgumentError } from 'commander';
import { readInstant } from '../shared/sign-in/instant.ts';

/** A time as somebody wrote it. Without a zone it is a time of the configured time zone. */
export interface WrittenTime {
	/** Milliseconds since 1970; where the time has no zone, as if the zone were UTC. */
	readonly time: number;
	readonly hasZone: boolean;
}

const FORM =
	/^((?:19|2\d)\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/;
const DAY = 86_400_000;

/** How the help tells of the forms that can be read. */
export const TIME_FORMS =
	'2026-03-03 or 2026-03-03T09:00 in the configured time zone, or with a zone: 2026-03-03T09:00+09:00';

/** Reads the value of an option. */
export function readWrittenTime(text: string): WrittenTime {
	const [, day, clock = '00:00', seconds = ':00', zone] = FORM.exec(text) ?? [];
	const time = readInstant(`${day}T${clock}${seconds}${zone ?? 'Z'}`);
	if (time === null) throw new InvalidArgumentError(`Write ${TIME_FORMS}.`);
	return { time, hasZone: zone !== undefined };
}

/**
 * Milliseconds since 1970. A time that the clocks show twice, because they were put back, is the
 * first of both. A time that they skip, because they were put forward, is read with the offset
 * before the change, as `Temporal` does by default.
 */
export function instantOf({ time, hasZone }: WrittenTime, timeZone: string): number {
	if (hasZone) return time;
	// No zone is a day away from UTC, so these two hold before and after any change that is near.
	const before = time - offsetAt(time - DAY, timeZone);
	const after = time - offsetAt(time + DAY, timeZone);
	const isShown = (instant: number) => instant + offsetAt(instant, timeZone) === time;
	return !isShown(before) && isShown(after) ? after : before;
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
	const second = Math.floor(instant / 1000) * 1000;
	// Swedish writes dates the way that ISO 8601 does.
	const format = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const;
	const shown = new Intl.DateTimeFormat('sv-SE', format).format(second);
	return Date.parse(`${shown.replace(' ', 'T')}Z`) - second;
}
