import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ListedKey, withAccessKeys } from '../../../shared/report/add-listed.ts';
import type { AccessKey } from '../../../shared/report/credentials.ts';
import { aKey, aUser, daysAgo } from '../../support/a-user.ts';

function listed(id: string, days: number, over: Partial<ListedKey> = {}): ListedKey {
	return { id, createdAt: daysAgo(days), status: 'active', use: null, ...over };
}

function usedAt(days: number): AccessKey['use'] {
	return { kind: 'used', at: daysAgo(days), service: 's3', region: null };
}

function keysOf(reported: readonly AccessKey[], keys: readonly ListedKey[]) {
	return withAccessKeys(aUser({ keys: reported }), keys).keys;
}

describe('keys that IAM lists', () => {
	it('give the ids and the exact dates', () => {
		const reported = [
			aKey({ createdAt: daysAgo(30), use: usedAt(1) }),
			aKey({ slot: 2, createdAt: daysAgo(20), use: usedAt(2) }),
		];
		expect(keysOf(reported, [listed('B', 20), listed('A', 30)])).toMatchObject([
			{ id: 'B', slot: 2, use: usedAt(2) },
			{ id: 'A', slot: 1, use: usedAt(1) },
		]);
	});

	it('keep their making when their status has changed since', () => {
		const [key] = keysOf([aKey({ createdAt: daysAgo(3) })], [listed('A', 900)]);
		expect(key).toMatchObject({ createdAt: daysAgo(900), changedAt: daysAgo(3), slot: 1 });
	});

	it('are told apart as far as they can be', () => {
		const reported = [
			aKey({ createdAt: daysAgo(3), use: usedAt(1) }),
			aKey({ slot: 2, createdAt: daysAgo(400), use: usedAt(50) }),
		];
		expect(keysOf(reported, [listed('OLD', 900), listed('SAME', 400)])).toMatchObject([
			{ id: 'OLD', slot: 1, use: usedAt(1) },
			{ id: 'SAME', slot: 2, use: usedAt(50) },
		]);
	});

	it('share the latest use if they cannot be told apart', () => {
		const twins = [
			aKey({ createdAt: daysAgo(30), use: usedAt(60) }),
			aKey({ slot: 2, createdAt: daysAgo(30), use: usedAt(2) }),
		];
		const shared = { ...usedAt(2), kind: 'shared' };
		expect(keysOf(twins, [listed('A', 30), listed('B', 30)])).toMatchObject([
			{ id: 'A', slot: null, use: shared },
			{ id: 'B', slot: null, use: shared },
		]);
		const asked = listed('B', 30, { use: usedAt(60) });
		expect(keysOf(twins, [listed('A', 30), asked])[1]).toMatchObject({ use: usedAt(60) });
	});

	it('have an unknown use if the report does not have them', () => {
		const reported = [aKey({ createdAt: daysAgo(30) })];
		expect(keysOf(reported, [listed('NEW', 0)])).toMatchObject([{ use: { kind: 'unknown' } }]);
		expect(keysOf([], [listed('THIRD', 30)])).toMatchObject([{ use: { kind: 'unknown' } }]);
		expect(keysOf(reported, [])).toEqual([]);
	});

	it('follow IAM where the status has changed since the report', () => {
		const off = listed('A', 30, { status: 'inactive' });
		expect(keysOf([aKey({ createdAt: daysAgo(30) })], [off])).toMatchObject([
			{ status: 'inactive', slot: 1 },
		]);
	});

	it('never get a use that no key of the report has, and come all, each once', () => {
		const days = fc.integer({ min: 0, max: 5 });
		const status = fc.constantFrom('active' as const, 'inactive' as const);
		const slots = fc.array(fc.record({ days, status, used: days }), { maxLength: 3 });
		const list = fc.array(fc.record({ days, status }), { maxLength: 4 });
		fc.assert(
			fc.property(slots, list, (inReport, inList) => {
				const reported = inReport.map(({ days: age, status: state, used }, at) =>
					aKey({
						slot: at + 1,
						...{ createdAt: daysAgo(age), status: state, use: usedAt(used) },
					}),
				);
				const asked = inList.map(({ days: age, status: state }, at) =>
					listed(`K${at}`, age, { status: state }),
				);
				const keys = keysOf(reported, asked);
				expect(keys.map(({ id }) => id)).toEqual(asked.map(({ id }) => id));
				const slotsTaken = keys.flatMap(({ slot }) => slot ?? []);
				expect(new Set(slotsTaken).size).toBe(slotsTaken.length);
				for (const { use, createdAt } of keys) {
					if (!('at' in use)) continue;
					const possible = reported.filter((one) => (one.changedAt ?? 0) > (createdAt ?? 0) - 1000);
					expect(possible.map((one) => ('at' in one.use ? one.use.at : null))).toContain(use.at);
				}
			}),
		);
	});
});
