import { InvalidArgumentError } from 'commander';
import { localTime } from '../shared/runtime/local-time.ts';
import { readInstant } from '../shared/sign-in/instant.ts';

/** A time as a person wrote it. Without a zone it is a time of the configured time zone. */
export interface WrittenTime {
	/** Milliseconds since 1970; if the time has no zone, it is read as if it were UTC. */
	readonly time: number;
	readonly hasZone: boolean;
}

const FORM =
	/^((?:19|2\d)\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/;
const DAY = 86_400_000;

/** The forms that can be read, as the help shows them. */
export const TIME_FORMS =
	'2026-03-03 or 2026-03-03T09:00 in the configured time zone, or with a zone: 2026-03-03T09:00+09:00';

/** Reads a time from the value of an option. */
export function readWrittenTime(text: string): WrittenTime {
	const [, day, clock = '00:00', seconds = ':00', zone] = FORM.exec(text) ?? [];
	const time = readInstant(`${day}T${clock}${seconds}${zone ?? 'Z'}`);
	if (time === null) throw new InvalidArgumentError(`Write ${TIME_FORMS}.`);
	return { time, hasZone: zone !== undefined };
}

/**
 * Converts a written time to milliseconds since 1970. If clocks were put back and show a time
 * twice, the first one is meant. If clocks were put forward and skip a time, it is read with the
 * offset before the change, as `Temporal` does by default.
 */
export function instantOf({ time, hasZone }: WrittenTime, timeZone: string): number {
	if (hasZone) return time;
	// No zone is a whole day away from UTC, so these are the offsets before and after any change.
	const before = time - offsetAt(time - DAY, timeZone);
	const after = time - offsetAt(time + DAY, timeZone);
	const isShown = (instant: number) => instant + offsetAt(instant, timeZone) === time;
	return !isShown(before) && isShown(after) ? after : before;
}

/** Gives how far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
	const second = Math.floor(instant / 1000) * 1000;
	return Date.parse(`${localTime(second, timeZone).replace(' ', 'T')}Z`) - second;
}
