import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedView, ticksOf, xOf } from '../../../../cli/replay/html/browser/axis.ts';
import { dayStarts, shownPeriod } from '../../../../cli/replay/html/page-days.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEOUL = 'Asia/Seoul';
const NOON = Date.parse('2026-03-03T12:00+09:00');
const dayAfter = (n: number) => [NOON + (n - 0.5) * DAY, `2026-01-${n}`] as const;
const clock = (time: number) => new Date(time).toISOString().slice(11, 16);

describe('the days of the time line', () => {
	it('begin at midnight in the zone, and have its names', () => {
		const starts = dayStarts([NOON, NOON + DAY], SEOUL);
		expect(starts.map(([at, name]) => [new Date(at).toISOString(), name])).toEqual([
			['2026-03-02T15:00:00.000Z', '2026-03-03'],
			['2026-03-03T15:00:00.000Z', '2026-03-04'],
		]);
	});

	it('follow the clocks where a day has 23 or 25 hours', () => {
		const from = Date.parse('2026-03-28T12:00Z');
		const starts = dayStarts([from, from + 2 * DAY], 'Europe/Berlin').map(([at]) => at);
		expect(starts.map((at, n) => (at - (starts[n - 1] ?? at)) / HOUR)).toEqual([0, 24, 23]);
	});

	it('are bounded, whatever time a record claims', () => {
		const starts = dayStarts([0, Date.parse('9999-12-31T23:00Z')], SEOUL);
		expect(starts.length).toBeLessThanOrEqual(3_661);
		expect([starts[0]?.[1], starts.at(-1)?.[1]?.slice(0, 2)]).toEqual(['1970-01-01', '99']);
	});

	it('are whole up to the end of the year 9999', () => {
		const last = Date.parse('9999-12-31T23:59:59Z');
		const [from, to] = shownPeriod([last - HOUR, last], SEOUL);
		expect(from).toBeLessThan(last);
		expect(to).toBeGreaterThan(last);
	});

	it('are whole for a short log, and have a margin around a long one', () => {
		const [from, to] = shownPeriod([NOON, NOON + HOUR], SEOUL);
		expect([new Date(from).toISOString(), new Date(to).toISOString()]).toEqual([
			'2026-03-02T15:00:00.000Z',
			'2026-03-03T15:00:00.000Z',
		]);
		const [early, late] = shownPeriod([NOON, NOON + 30 * DAY], SEOUL);
		expect(early).toBeLessThan(NOON);
		expect(late).toBeGreaterThan(NOON + 30 * DAY);
	});
});

describe('the axis', () => {
	it('has labels that do not touch, for any period and width', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 3_000 * 24 }),
				fc.integer({ min: 200, max: 2_000 }),
				(hours, width) => {
					const view = { from: NOON, to: NOON + hours * HOUR };
					const days = Array.from({ length: hours / 24 + 2 }, (_, n) => dayAfter(n));
					const places = ticksOf(view, { width, days, clock }).map(({ at }) =>
						xOf(at, view, width),
					);
					const gaps = places.slice(1).map((x, at) => x - (places[at] ?? 0));
					expect(Math.min(58, ...gaps)).toBeGreaterThanOrEqual(57);
					expect(places.every((x) => x >= 0 && x <= width)).toBe(true);
				},
			),
		);
	});

	it.each([1, 10, 30, 7_900])('has enough labels in a log over %i years', (years) => {
		const [from, to] = shownPeriod([NOON, NOON + years * 365 * DAY], SEOUL);
		const days = dayStarts([from, to], SEOUL);
		const ticks = ticksOf({ from, to }, { width: 1_000, days, clock });
		expect(ticks.length).toBeGreaterThanOrEqual(5);
		expect(ticks.length).toBeLessThanOrEqual(1_000 / 58);
	});

	it('looks only at the clock times that a view shows', () => {
		const days = dayStarts([NOON, Date.parse('9999-12-30T23:00Z')], SEOUL);
		let asked = 0;
		const counted = (time: number) => {
			asked++;
			return clock(time);
		};
		const view = { from: NOON, to: NOON + 3 * HOUR };
		const started = performance.now();
		expect(ticksOf(view, { width: 1_000, days, clock: counted }).length).toBeGreaterThan(8);
		expect(asked).toBeLessThan(30);
		expect(performance.now() - started).toBeLessThan(500);
	});

	it('stays within the period, however it is moved or zoomed', () => {
		const period = { from: NOON, to: NOON + 90 * DAY };
		const steps = fc.array(
			fc.record({
				move: fc.double({ min: -3, max: 3, noNaN: true }),
				zoom: fc.double({ min: 0.01, max: 50, noNaN: true }),
			}),
		);
		fc.assert(
			fc.property(steps, (all) => {
				const view = all.reduce((one, by) => movedView(one, period, by), period);
				expect(view.from).toBeGreaterThanOrEqual(period.from);
				expect(view.to).toBeLessThanOrEqual(period.to + 1);
				expect(view.to - view.from).toBeGreaterThanOrEqual(9 * 60_000);
			}),
		);
	});
});
