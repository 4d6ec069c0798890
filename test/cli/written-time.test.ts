import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, readWrittenTime } from '../../cli/written-time.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Gives what a clock of the zone shows, as a person would write it. */
function shown(instant: number, timeZone: string): string {
	const format = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const;
	return new Intl.DateTimeFormat('sv-SE', format).format(instant).replace(' ', 'T');
}

function instant(text: string, timeZone = 'Asia/Seoul'): string {
	return new Date(instantOf(readWrittenTime(text), timeZone)).toISOString();
}

describe('a time on the command line', () => {
	it.each([
		['2026-03-03', '2026-03-02T15:00:00.000Z'],
		['2026-03-03T09:00', '2026-03-03T00:00:00.000Z'],
		['2026-03-03 09:00:30.5', '2026-03-03T00:00:30.500Z'],
		['2026-03-03T09:00Z', '2026-03-03T09:00:00.000Z'],
		['2026-03-03T09:00:00-05:00', '2026-03-03T14:00:00.000Z'],
		['2026-03-03T09:00+0900', '2026-03-03T00:00:00.000Z'],
	])('%s is, in Seoul, %s', (text, expected) => {
		expect(instant(text)).toBe(expected);
	});

	it.each([
		['in a gap, half an hour into it', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
		['before the gap', '2026-03-08T01:59', '2026-03-08T06:59:00.000Z'],
		['behind the gap', '2026-03-08T03:00', '2026-03-08T07:00:00.000Z'],
		['shown twice', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
		['behind the overlap', '2026-11-01T02:00', '2026-11-01T07:00:00.000Z'],
	])('is in New York, %s', (_, text, expected) => {
		expect(instant(text, 'America/New_York')).toBe(expected);
	});

	it.each([
		['whose first hour is skipped', '2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
		['that is skipped', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
	])('is the first moment after the change, on a day %s', (_, text, timeZone, expected) => {
		expect(instant(text, timeZone)).toBe(expected);
	});

	it.each(['monday', '2026-02-30', '2026-03-03T24:00', '2026-3-3', '', '0001-01-01'])(
		'is not "%s"',
		(text) => {
			expect(() => readWrittenTime(text)).toThrow(/Write 2026-03-03/);
		},
	);
});

describe('a time without zone', () => {
	const zones = fc.constantFrom(
		...['Asia/Seoul', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'],
		...['America/Santiago', 'America/St_Johns', 'Africa/Cairo', 'Pacific/Kiritimati', 'UTC'],
	);
	const from = Date.UTC(2000, 0, 1);
	const moments = fc.integer({ min: from, max: Date.UTC(2037, 0, 1) });

	it('is the first moment at which the clocks show it', () => {
		fc.assert(
			fc.property(moments, zones, (moment, timeZone) => {
				const text = shown(moment, timeZone);
				const found = instantOf(readWrittenTime(text), timeZone);
				expect(shown(found, timeZone)).toBe(text);
				const second = Math.floor(moment / 1000) * 1000;
				expect(found).toBeLessThanOrEqual(second);
				for (const earlier of [30, 60, 120]) {
					expect(shown(found - earlier * MINUTE, timeZone)).not.toBe(text);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it.each(['America/New_York', 'Australia/Lord_Howe', 'America/Santiago'])(
		'is right in every quarter of an hour about every change of a year in %s',
		(timeZone) => {
			const changes = changesOf(2026, timeZone);
			expect(changes).toHaveLength(2);
			for (const change of changes) {
				const before = offsetOf(change - 1000, timeZone);
				const firsts = firstShown(change, timeZone);
				for (let clock = change - DAY; clock < change + DAY; clock += 15 * MINUTE) {
					const time = clock + before;
					const text = new Date(time).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
					// A time that no clock shows is read as far after the change as it is into the
					// gap.
					const expected = firsts.get(`${text}:00`) ?? time - before;
					expect([text, instantOf(readWrittenTime(text), timeZone)]).toEqual([text, expected]);
				}
			}
		},
	);
});

function offsetOf(moment: number, timeZone: string): number {
	return Date.parse(`${shown(moment, timeZone)}Z`) - Math.floor(moment / 1000) * 1000;
}

/** Gives the moments of a year at which the clocks are changed, to a quarter of an hour. */
function changesOf(year: number, timeZone: string): number[] {
	const changes: number[] = [];
	for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += DAY) {
		const before = offsetOf(day, timeZone);
		if (before === offsetOf(day + DAY, timeZone)) continue;
		let at = day;
		while (offsetOf(at, timeZone) === before) at += 15 * MINUTE;
		changes.push(at);
	}
	return changes;
}

/**
 * Gives what the clocks show in the days around a change, each with the first moment at which they
 * do.
 */
function firstShown(change: number, timeZone: string): ReadonlyMap<string, number> {
	const firsts = new Map<string, number>();
	for (let at = change - 2 * DAY; at < change + 2 * DAY; at += 15 * MINUTE) {
		const text = shown(at, timeZone);
		if (!firsts.has(text)) firsts.set(text, at);
	}
	return firsts;
}
