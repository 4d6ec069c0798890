import { describe, expect, it } from 'vitest';
import { isoWeek, weekBefore } from '../../../shared/report/iso-week.ts';

describe('isoWeek', () => {
	it.each([
		['2026-11-30T00:00:00Z', 'Asia/Seoul', '2026-W49'],
		['2026-11-29T14:59:59Z', 'Asia/Seoul', '2026-W48'],
		['2026-11-29T15:00:00Z', 'Asia/Seoul', '2026-W49'],
		['2027-01-03T12:00:00Z', 'UTC', '2026-W53'],
		['2027-01-04T12:00:00Z', 'UTC', '2027-W01'],
		['2024-12-30T12:00:00Z', 'UTC', '2025-W01'],
	])('%s in %s is %s', (time, zone, week) => {
		expect(isoWeek(Date.parse(time), zone)).toBe(week);
	});
});

describe('weekBefore', () => {
	it.each([
		['2026-W49', '2026-W48'],
		['2027-W01', '2026-W53'],
		['2026-W01', '2025-W52'],
	])('%s follows %s', (week, before) => {
		expect(weekBefore(week)).toBe(before);
	});
});
