import { describe, expect, it } from 'vitest';
import { callsPerDay, monthlyUseCost } from '../../../shared/case/use-cost.ts';

const MINUTE = 60_000;

describe('the cost of a credential at work', () => {
	it('is that of forwarding, queue and function, in dollars of 30 days', () => {
		// 259.2 million events at $1.00, 1.2 requests each at $0.40, and a little of Lambda.
		expect(monthlyUseCost(8_640_000)).toBeCloseTo(259.2 + 124.42 + 0.26 + 0.86, 1);
	});

	it('has no forwarding in a single account', () => {
		const [hub, single] = [true, false].map((isForwarded) => monthlyUseCost(1e6, { isForwarded }));
		expect((hub ?? 0) - (single ?? 0)).toBeCloseTo(30);
	});

	it('never falls when there are more calls', () => {
		const costs = [0, 1, 100, 17_280, 86_400, 1e6, 1e7].map((calls) => monthlyUseCost(calls));
		expect(costs).toEqual(costs.toSorted((one, other) => one - other));
		expect(costs[0]).toBe(0);
	});
});

describe('the calls of a day', () => {
	it('go on as they did', () => {
		expect(callsPerDay({ calls: 60, firstAt: 0, lastAt: 60 * MINUTE })).toBe(1_440);
	});

	it('are not told from less than ten minutes', () => {
		expect(callsPerDay({ calls: 500, firstAt: 0, lastAt: 9 * MINUTE })).toBeNull();
	});

	it('follow from those that were counted', () => {
		const uses = { calls: 1_000, firstAt: 0, lastAt: 600 * MINUTE, countedUntil: 10 * MINUTE };
		expect(callsPerDay(uses)).toBe(144_000);
	});

	it('are not taken from a burst of seconds', () => {
		const uses = { calls: 1_000, firstAt: 0, lastAt: 60 * MINUTE, countedUntil: 2_000 };
		expect(callsPerDay(uses)).toBe(1_440_000);
	});
});
