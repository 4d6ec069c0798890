const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long each kind of memory is kept, milliseconds in the time of the records. */
export const KEEP = {
	act: DAY,
	initiator: 2 * DAY,
	login: 90 * DAY,
	token: DAY / 2,
	week: 14 * DAY,
	failure: HOUR,
} as const;
