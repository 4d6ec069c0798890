const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const US = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d)\s?([AP]M)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Reads a time in any form that CloudTrail prints, as milliseconds since 1970; null if it has none
 * of these forms:
 * - `2023-07-10T12:27:45Z`, also with a fraction, an offset, or a space for the T; without a zone
 *   it is UTC
 * - `20131102T010628Z` (some `creationDate`s)
 * - `Jul 10, 2023, 12:31:14 PM` and `Mar 3, 2020 8:25:30 AM` (`expiration`), UTC
 */
export function readInstant(text: string): number | null {
	const iso = ISO.exec(text);
	if (iso !== null) {
		const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = iso;
		const local = utc([year, month, day, hour, minute, second]);
		return local === null ? null : local + Number(`${fraction}000`.slice(0, 3)) - offsetOf(zone);
	}
	const basic = BASIC.exec(text);
	if (basic !== null) return utc(basic.slice(1));
	const us = US.exec(text);
	return us === null ? null : fromUs(us);
}

function fromUs([, monthName = '', day, year, hour, minute, second, half]: RegExpExecArray):
	| number
	| null {
	const month = MONTHS.indexOf(monthName) + 1;
	const twelve = Number(hour);
	if (twelve < 1 || twelve > 12) return null;
	const hours = (twelve % 12) + (half === 'PM' ? 12 : 0);
	return utc([year, String(month), day, String(hours), minute, second]);
}

/**
 * Gives null for dates that do not exist, because `Date.UTC` would turn 30 February into a day in
 * March.
 */
function utc(parts: readonly (string | undefined)[]): number | null {
	const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] =
		parts.map(Number);
	if (hour > 23 || minute > 59 || second > 59) return null;
	const time = Date.UTC(year, month - 1, day, hour, minute, second);
	const date = new Date(time);
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}

function offsetOf(zone: string): number {
	if (zone === 'Z') return 0;
	const sign = zone.startsWith('-') ? -1 : 1;
	const digits = zone.slice(1).replace(':', '');
	return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}
