import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentFailures } from '../../../shared/history/recent-failures.ts';

const MINUTE = 60_000;
const failure = (minute: number, person: string | null, network = 'n1') => ({
	time: minute * MINUTE,
	...{ whose: person, name: person ?? 'hidden', network },
});

describe('RecentFailures', () => {
	it('counts the last hour by person, by person and network, and by network', () => {
		const failures = new RecentFailures();
		for (const one of [
			failure(0, 'a'),
			failure(10, 'a'),
			failure(20, 'a', 'n2'),
			failure(30, 'b'),
			failure(40, null),
		]) {
			failures.add(one);
		}
		expect(failures.count(failure(61, 'a'))).toEqual({
			personFailures: 2,
			failuresHere: 1,
			addressFailures: 3,
			addressNames: 3,
			isNameNewHere: false,
		});
	});

	it('agrees with counting by hand, however often old failures are removed', () => {
		const steps = fc.array(
			fc.record({
				gap: fc.integer({ min: 0, max: 40 }),
				person: fc.constantFrom('a', 'b', null),
				network: fc.constantFrom('n1', 'n2'),
				forgets: fc.boolean(),
			}),
			{ maxLength: 40 },
		);
		fc.assert(
			fc.property(steps, (drawn) => {
				const failures = new RecentFailures();
				const all: ReturnType<typeof failure>[] = [];
				let minute = 0;
				for (const { gap, person, network, forgets } of drawn) {
					minute += gap;
					const one = failure(minute, person, network);
					const now = one.time;
					if (forgets) failures.forgetOld(now);
					const recent = all.filter(({ time }) => now - time <= 60 * MINUTE);
					expect(failures.count(one).addressFailures).toBe(
						recent.filter((other) => other.network === network).length,
					);
					expect(failures.count(one).personFailures).toBe(
						person === null ? 0 : recent.filter(({ whose }) => whose === person).length,
					);
					failures.add(one);
					all.push(one);
				}
			}),
		);
	});

	it('stays small with very many failures', () => {
		const failures = new RecentFailures();
		for (let n = 0; n < 50_000; n++) failures.add({ ...failure(0, 'a'), time: n });
		expect(failures.count({ ...failure(0, 'a'), time: 50_000 }).personFailures).toBe(1_000);
	});
});
