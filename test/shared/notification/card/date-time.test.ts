import { describe, expect, it } from 'vitest';
import { dateTime, period } from '../../../../shared/notification/card/date-time.ts';

const TIME = Date.UTC(2026, 2, 3, 4, 35, 21);
const MINUTE = 60_000;

describe('dateTime', () => {
	it.each([
		['Asia/Seoul', '2026-03-03 13:35:21 (KST)'],
		['Asia/Tokyo', '2026-03-03 13:35:21 (JST)'],
		['UTC', '2026-03-03 04:35:21 (UTC)'],
		['Europe/Berlin', '2026-03-03 05:35:21 (GMT+1)'],
		['America/New_York', '2026-03-02 23:35:21 (EST)'],
		['Asia/Kolkata', '2026-03-03 10:05:21 (GMT+5:30)'],
	])('writes the time of %s with the name of its zone', (zone, expected) => {
		expect(dateTime(TIME, zone)).toBe(expected);
	});

	it('follows summer time', () => {
		expect(dateTime(Date.UTC(2026, 6, 1), 'America/New_York')).toBe('2026-06-30 20:00:00 (EDT)');
	});

	it('writes midnight as 00, not 24', () => {
		expect(dateTime(Date.UTC(2026, 2, 3, 15), 'Asia/Seoul')).toBe('2026-03-04 00:00:00 (KST)');
	});

	it.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])(
		'writes a dash for %d, which is not a date',
		(time) => {
			expect(dateTime(time, 'Asia/Seoul')).toBe('–');
		},
	);
});

describe('period', () => {
	it('names the day once if it stays the same', () => {
		expect(period([TIME - 4 * MINUTE, TIME], 'Asia/Seoul')).toBe(
			'2026-03-03 13:31:21 ~ 13:35:21 (KST)',
		);
	});

	it('names both days if midnight is in between, in that zone', () => {
		expect(period([TIME - 6 * 60 * MINUTE, TIME], 'UTC')).toBe(
			'2026-03-02 22:35:21 ~ 2026-03-03 04:35:21 (UTC)',
		);
	});

	it('names both zones if the clocks were changed in between', () => {
		const change = Date.UTC(2026, 10, 1, 6);
		expect(period([change - 30 * MINUTE, change + 30 * MINUTE], 'America/New_York')).toBe(
			'2026-11-01 01:30:00 (EDT) ~ 01:30:00 (EST)',
		);
	});

	it('writes a dash for what is not a date', () => {
		expect(period([Number.NaN, Number.NaN], 'UTC')).toBe('– ~ –');
		expect(period([Number.NaN, TIME], 'UTC')).toBe('– ~ 2026-03-03 04:35:21 (UTC)');
	});
});
