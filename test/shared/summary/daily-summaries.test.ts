import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { updateIf } from '../../../shared/runtime/dynamodb-table.ts';
import type { DailySummaries } from '../../../shared/summary/daily-summaries.ts';
import { MOST_LINES, signInsOf, withFewerLines } from '../../../shared/summary/daily-summary.ts';
import { dynamodbDailySummaries } from '../../../shared/summary/dynamodb-daily-summaries.ts';
import { MemoryDay } from '../../../shared/summary/memory-day.ts';
import type { Judged } from '../../../shared/verdict/judged-sign-in.ts';
import {
	anOdd,
	aWorkload,
	DAY,
	entryOf,
	HOUR,
	MINUTE,
	NOON,
	SEOUL,
} from '../../support/a-summary.ts';
import { allItems } from '../../support/all-items.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { memoryDailySummaries } from '../../support/memory-daily-summaries.ts';

const dynamo = withDynamo();
const NEXT = '2026-06-03';
const AFTER_NINE = 22 * HOUR;

const EACH: [string, () => Promise<DailySummaries>][] = [
	['in memory', async () => memoryDailySummaries()],
	['in DynamoDB', async () => dynamodbDailySummaries(await dynamo().makeTable())],
];

/** A day of three lines. */
function aDay(): Judged[] {
	const at = (minute: number) => ({ time: NOON + minute * MINUTE });
	return [
		...[0, 7, 3].map((minute) => aWorkload('ci-deploy', { signIn: at(minute) })),
		aWorkload('ci-deploy', { address: '198.51.100.9', signIn: at(5) }),
		aWorkload('backup', { signIn: at(1) }),
		anOdd('CreateToken', { signIn: at(2) }),
	];
}

describe.each(EACH)('daily summaries %s', (_, make) => {
	it('count the sign-ins of a day line by line', async () => {
		const summaries = await make();
		for (const judged of aDay()) await summaries.add(entryOf(judged));
		expect(await summaries.read(DAY)).toMatchObject({
			day: DAY,
			rest: [],
			lines: [
				{ kind: 'odd', event: 'CreateToken', count: 1, people: { shown: ['minji.kim'], count: 1 } },
				{
					...{ kind: 'workload', role: expect.stringMatching(/ci-deploy$/), count: 4, day: DAY },
					networks: { shown: ['192.0.2.77', '198.51.100.9'], count: 2 },
					...{ firstAt: NOON, lastAt: NOON + 7 * MINUTE, people: { shown: [], count: 0 } },
				},
				{ kind: 'workload', count: 1 },
			],
		});
		expect(await summaries.read(NEXT)).toEqual({ day: NEXT, lines: [], rest: [] });
	});

	it('count a record once, however often it is delivered', async () => {
		const summaries = await make();
		const judged = anOdd('X');
		for (const late of [5_000, MINUTE, 30 * HOUR]) await summaries.add(entryOf(judged, late));
		expect(signInsOf(await summaries.read(DAY))).toBe(1);
		expect(signInsOf(await summaries.read(NEXT))).toBe(0);
	});

	it('tell a late record in the summary that is open, in a line of its own day', async () => {
		const summaries = await make();
		const odd = () => anOdd('X');
		await summaries.add(entryOf(odd()));
		await summaries.add(entryOf(odd(), AFTER_NINE));
		await summaries.add(entryOf(odd(), AFTER_NINE + HOUR));
		expect((await summaries.read(DAY)).lines).toMatchObject([{ day: DAY, count: 1 }]);
		expect((await summaries.read(NEXT)).lines).toMatchObject([{ day: DAY, count: 2 }]);
	});

	it('wait until they are told', async () => {
		const summaries = await make();
		expect(await summaries.waiting()).toEqual([]);
		await summaries.add(entryOf(anOdd('X'), AFTER_NINE));
		await summaries.add(entryOf(anOdd('X', { signIn: { time: NOON - 24 * HOUR } })));
		await summaries.add(entryOf(anOdd('Y'), AFTER_NINE));
		expect(await summaries.waiting()).toEqual(['2026-06-01', NEXT]);
		for (let again = 0; again < 2; again++) await summaries.recordTold('2026-06-01', NOON + again);
		expect(await summaries.waiting()).toEqual([NEXT]);
	});

	it('keep some lines of each kind by themselves in a flood, and count the others', async () => {
		const summaries = await make();
		const flood = Array.from({ length: MOST_LINES + 30 }, (_, n) =>
			anOdd('X', { address: `198.51.100.${n}` }),
		);
		const twice = anOdd('X', { address: '198.51.100.49' });
		for (const judged of [...flood, twice, ...aDay()]) await summaries.add(entryOf(judged));
		const summary = await summaries.read(DAY);
		expect(summary.rest).toEqual([{ kind: 'odd', lines: 31, count: 31 }]);
		expect(summary.lines.filter(({ kind }) => kind === 'odd')).toHaveLength(MOST_LINES);
		expect(summary.lines[0]).toMatchObject({ count: 2, networks: { shown: ['198.51.100.49'] } });
		expect(summary.lines.filter(({ kind }) => kind === 'workload')).toHaveLength(2);
		expect(signInsOf(summary)).toBe(flood.length + 1 + aDay().length);
		const fewer = withFewerLines(summary, 1);
		expect(fewer.lines).toHaveLength(2);
		expect(fewer.rest).toEqual([
			{ kind: 'odd', lines: 50, count: 50 },
			{ kind: 'workload', lines: 1, count: 1 },
		]);
		expect(signInsOf(fewer)).toBe(signInsOf(summary));
	});
});

/** Sign-ins of two days, of few lines. */
const someSignIns = fc.array(
	fc
		.record({ line: fc.nat(4), hour: fc.nat(30), address: fc.nat(3) })
		.map(({ line, hour, address }): Judged => {
			const given = { address: `198.51.100.${address}`, signIn: { time: NOON + hour * HOUR } };
			return line < 2 ? anOdd(`Event${line}`, given) : aWorkload(`role-${line}`, given);
		}),
	{ minLength: 1, maxLength: 25 },
);

/** What replay tells of the same sign-ins. */
function inReplay(judged: readonly Judged[]) {
	const day = new MemoryDay(SEOUL);
	const told = [];
	for (const one of judged.toSorted((a, b) => a.signIn.time - b.signIn.time)) {
		told.push(day.closeBefore(one.signIn.time));
		day.add(one);
	}
	return [...told, day.close()].flatMap((closed) => (closed === null ? [] : [closed.summary]));
}

describe('the lines of a day', () => {
	it('are the same in replay, in memory and in the table, in any order, with repeats', async () => {
		const property = fc.asyncProperty(
			someSignIns.chain((judged) =>
				fc.tuple(
					fc.constant(judged),
					fc.shuffledSubarray([...judged, ...judged], { minLength: 2 * judged.length }),
				),
			),
			async ([judged, arrived]) => {
				const replayed = inReplay(judged);
				for (const [, make] of EACH) {
					const summaries = await make();
					for (const one of arrived) await summaries.add(entryOf(one));
					for (const summary of replayed)
						expect(await summaries.read(summary.day)).toEqual(summary);
					expect((await summaries.waiting()).toSorted()).toEqual(replayed.map(({ day }) => day));
				}
			},
		);
		await fc.assert(property, { numRuns: 15 });
	});
});

describe('daily summaries in DynamoDB', () => {
	it('lose and repeat nothing if the function is killed at any call and runs again later', async () => {
		for (const when of ['before', 'after'] as const) {
			for (const again of [MINUTE, AFTER_NINE, AFTER_NINE + 24 * HOUR]) {
				for (let call = 1; ; call++) {
					const table = await dynamo().makeTable();
					const judged = anOdd('X');
					const add = (late: number) => dynamodbDailySummaries(table).add(entryOf(judged, late));
					const isKilled = await dynamo().killAt({ call, when }, () => add(5_000));
					await add(again);
					const summaries = dynamodbDailySummaries(table);
					const told = await Promise.all(
						(await summaries.waiting()).map(async (day) => signInsOf(await summaries.read(day))),
					);
					expect(told.reduce((sum, count) => sum + count, 0)).toBe(1);
					if (!isKilled) break;
				}
			}
		}
	});

	it('need one call for a sign-in after the first of a day', async () => {
		const table = await dynamo().makeTable();
		const summaries = dynamodbDailySummaries(table);
		await summaries.add(entryOf(anOdd('X')));
		const killed = await dynamo().killAt({ call: 2, when: 'before' }, () =>
			summaries.add(entryOf(anOdd('X'))),
		);
		expect(killed).toBe(false);
		expect(signInsOf(await summaries.read(DAY))).toBe(2);
	});

	it('are deleted a month after they were written', async () => {
		const table = await dynamo().makeTable();
		await dynamodbDailySummaries(table).add(entryOf(anOdd('X'), 5_000));
		for (const { ttl } of await allItems(table))
			expect(ttl).toBe(Math.ceil((NOON + 5_000) / 1000) + 30 * 86_400);
	});

	it('pass over a damaged item if the caller handles that, and name it otherwise', async () => {
		const table = await dynamo().makeTable();
		const summaries = dynamodbDailySummaries(table);
		await summaries.add(entryOf(anOdd('X')));
		const [item] = (await allItems(table)).filter(({ sk }) => String(sk).startsWith('LINE#'));
		const key = { pk: String(item?.pk), sk: String(item?.sk) };
		const damage = { update: 'SET #time = :text', values: { ':text': 'noon' } };
		await updateIf(table, key, { ...damage, expression: 'attribute_exists(#pk)' });
		await summaries.add(entryOf(anOdd('Y')));
		await expect(summaries.read(DAY)).rejects.toThrow('SUMMARY#2026-06-02');
		const noted: string[] = [];
		const passOver = ({ item }: { item: string }) => void noted.push(item);
		const tolerant = dynamodbDailySummaries({ ...table, passOver });
		expect((await tolerant.read(DAY)).lines).toMatchObject([{ event: 'Y' }]);
		expect(noted).toHaveLength(1);
	});
});
