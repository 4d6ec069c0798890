import { describe, expect, it } from 'vitest';
import { isClosed, summaryDayOf } from '../../../shared/summary/summary-day.ts';
import { DAY, HOUR, MINUTE, NOON, SEOUL } from '../../support/a-summary.ts';

const MIDNIGHT = NOON + 12 * HOUR;
const NINE = MIDNIGHT + 9 * HOUR;

describe('the day whose summary tells a sign-in', () => {
	it('is its own day until nine o’clock of the next day', () => {
		expect(summaryDayOf(NOON, NOON, SEOUL)).toBe(DAY);
		expect(summaryDayOf(MIDNIGHT - 1, NINE - 1, SEOUL)).toBe(DAY);
		expect(summaryDayOf(MIDNIGHT, MIDNIGHT, SEOUL)).toBe('2026-06-03');
	});

	it('is the open one if the record comes later', () => {
		expect(summaryDayOf(NOON, NINE, SEOUL)).toBe('2026-06-03');
		expect(summaryDayOf(NOON, NINE + 10 * 24 * HOUR, SEOUL)).toBe('2026-06-13');
	});

	it('is its own day if its clock is ahead of ours', () => {
		expect(summaryDayOf(NOON + 48 * HOUR, NOON, SEOUL)).toBe('2026-06-04');
	});
});

describe('a summary', () => {
	it('is closed when nobody can write for it any more, in every time zone', () => {
		expect(isClosed(DAY, NINE, SEOUL)).toBe(false);
		expect(isClosed(DAY, NINE + 2 * MINUTE, SEOUL)).toBe(true);
		for (const zone of ['Pacific/Apia', 'America/New_York', 'Asia/Kolkata', 'UTC']) {
			for (let now = NOON; now < NOON + 72 * HOUR; now += 10 * MINUTE) {
				const tells = summaryDayOf(NOON, now, zone);
				expect(isClosed(tells, now, zone)).toBe(false);
				expect(isClosed(tells, now + MINUTE, zone)).toBe(false);
			}
		}
	});
});
