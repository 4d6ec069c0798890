import { existsSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalSort } from '../../../cli/replay/external-sort.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Item {
	readonly key: number;
	readonly text: string;
}

const byKey = (a: Item, b: Item) => a.key - b.key;
const items = fc.array(fc.record({ key: fc.nat(20), text: fc.string({ unit: 'binary' }) }), {
	maxLength: 300,
});

describe('externalSort', () => {
	it('gives the same as Array.sort, also if it keeps few items in memory', () => {
		const folder = temporaryFolder();
		fc.assert(
			fc.property(items, fc.integer({ min: 1, max: 7 }), (unsorted, held) => {
				const sort = externalSort(byKey, { held, folder });
				for (const item of unsorted) sort.add(item);
				expect([...sort.sorted()]).toEqual([...unsorted].sort(byKey));
			}),
			{ numRuns: 60 },
		);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('merges its files before too many are open', () => {
		const folder = temporaryFolder();
		const sort = externalSort(byKey, { held: 1, folder });
		for (let key = 2000; key > 0; key--) sort.add({ key, text: '' });
		const [own = ''] = readdirSync(folder);
		expect(readdirSync(`${folder}/${own}`).length).toBeLessThan(100);
		expect([...sort.sorted()].map(({ key }) => key)).toEqual(
			Array.from({ length: 2000 }, (_, i) => i + 1),
		);
	});

	it('keeps an item that is larger than one read', () => {
		const text = 'é\n'.repeat(200_000);
		const sort = externalSort(byKey, { held: 1, folder: temporaryFolder() });
		for (const key of [2, 1]) sort.add({ key, text });
		expect([...sort.sorted()]).toEqual([
			{ key: 1, text },
			{ key: 2, text },
		]);
	});

	it('does not use the disk if the items fit in memory', () => {
		const sort = externalSort<Item>(byKey, { folder: '/nowhere' });
		for (const key of [2, 1]) sort.add({ key, text: '' });
		expect([...sort.sorted()].map(({ key }) => key)).toEqual([1, 2]);
	});

	it.each([
		['the loop is left', () => true],
		[
			'the loop throws',
			() => {
				throw new Error('stop');
			},
		],
	])('removes its folder if %s', (_, leave) => {
		const folder = temporaryFolder();
		const sort = externalSort(byKey, { held: 2, folder });
		for (let key = 0; key < 9; key++) sort.add({ key, text: '' });
		expect(readdirSync(folder)).toHaveLength(1);
		expect(() => {
			for (const _ of sort.sorted()) if (leave()) throw new Error('stop');
		}).toThrow('stop');
		expect(readdirSync(folder)).toEqual([]);
	});

	it('removes its folder when it is closed', () => {
		const folder = temporaryFolder();
		const sort = externalSort(byKey, { held: 1, folder });
		sort.add({ key: 1, text: '' });
		const [own = ''] = readdirSync(folder);
		expect(existsSync(`${folder}/${own}`)).toBe(true);
		sort.close();
		sort.close();
		expect(readdirSync(folder)).toEqual([]);
	});

	it('still removes its folder on a signal when another sort, without files, is closed', () => {
		const before = process.listenerCount('SIGINT');
		const sort = externalSort(byKey, { held: 1, folder: temporaryFolder() });
		sort.add({ key: 1, text: '' });
		externalSort(byKey).close();
		expect(process.listenerCount('SIGINT')).toBe(before + 1);
		sort.close();
		expect(process.listenerCount('SIGINT')).toBe(before);
	});

	it('throws if it cannot write', () => {
		const sort = externalSort(byKey, { held: 1, folder: '/nowhere' });
		expect(() => sort.add({ key: 1, text: '' })).toThrow(/nowhere/);
	});
});
