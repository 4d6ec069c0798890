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

const QUARTER = 15 * 60_000;
/** Since then the offsets of all time zones are multiples of fifteen minutes. */
const WHOLE_QUARTERS_SINCE = Date.UTC(1973, 0);

/** The day of the last quarter of an hour that somebody asked about, for each time zone. */
const lastDays = new Map<string, { readonly quarter: number; readonly day: string }>();

/** The day, `2026-03-03`. Records come in the order of time, so most days were just asked for. */
export function localDay(time: number, timeZone: string): string {
	const quarter = Math.floor(time / QUARTER);
	const last = lastDays.get(timeZone);
	if (last?.quarter === quarter) return last.day;
	const day = localTime(time, timeZone).slice(0, -' 13:35:21'.length);
	if (time >= WHOLE_QUARTERS_SINCE) lastDays.set(timeZone, { quarter, day });
	return day;
}
