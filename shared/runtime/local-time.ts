/** One formatter for each time zone: making one is slow. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * `2026-03-03 13:35:21`. The Swedish locale writes dates as ISO 8601 does.
 * @param time milliseconds since 1970, UTC; it must be a date
 * @param timeZone IANA name
 */
export function localTime(time: number, timeZone: string): string {
	const formatter =
		formatters.get(timeZone) ??
		new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
	formatters.set(timeZone, formatter);
	return formatter.format(time);
}

/** The day, `2026-03-03`. */
export function localDay(time: number, timeZone: string): string {
	return localTime(time, timeZone).slice(0, -' 13:35:21'.length);
}
