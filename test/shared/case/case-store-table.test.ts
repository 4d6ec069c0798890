import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { entryOf, openedCase } from '../../../shared/case/case-entry.ts';
import type { CaseStore, RecalledCase } from '../../../shared/case/case-store.ts';
import { itemOf, latestKey, pastKey } from '../../../shared/case/dynamodb-case-items.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { keepEntry, keepUse } from '../../../shared/case/kept-case.ts';
import { showCase } from '../../../shared/case/show-case.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { getItem, type Key } from '../../../shared/runtime/dynamodb-table.ts';
import { REASONS, type ReasonCode } from '../../../shared/verdict/reasons.ts';
import { verdictOfRepeat } from '../../../shared/verdict/repeated-use.ts';
import { aFullPlan } from '../../support/a-case-plan.ts';
import { addAsJudge, aLogin, anAddition, MINJIS } from '../../support/an-addition.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { requestsTo } from '../../support/requests-to.ts';

const NOW = latestKey(MINJIS.key);
const DAY = 86_400;
const keyAsked = { keyId: 'AKIA1', account: '111122223333', user: 'minji.kim' };

/**
 * The size of an item as DynamoDB counts it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
function sizeOf(value: unknown): number {
	if (typeof value === 'string') return Buffer.byteLength(value);
	if (Array.isArray(value)) return value.reduce((sum, one) => sum + sizeOf(one) + 1, 3);
	if (typeof value !== 'object' || value === null) return 21;
	return Object.entries(value).reduce(
		(sum, [key, one]) => sum + Buffer.byteLength(key) + sizeOf(one) + 1,
		3,
	);
}

describe('a case in the table', () => {
	const dynamo = withDynamo();

	it.each<[string, (cases: CaseStore) => Promise<unknown>, object[]]>([
		[
			'opened',
			(cases) => addAsJudge(cases, aLogin(90)),
			[
				{},
				{ Item: { sk: expect.stringMatching(/^PAST#/) } },
				{ Item: { sk: 'NOW' } },
				{ Item: { sk: 'CASE' } },
			],
		],
		[
			'joined',
			(cases) => addAsJudge(cases, aLogin(1)),
			[
				{ Key: NOW, ConsistentRead: true },
				{ Key: NOW, UpdateExpression: expect.anything() },
			],
		],
	])(
		'is %s with one write after it was recalled, apart from the copy of the past case',
		async (_, add, expected) => {
			const table = await dynamo().makeTable();
			const cases = dynamodbCases(table);
			await addAsJudge(cases, aLogin(0));
			const requests = requestsTo(table);
			await add(cases);
			expect(requests).toMatchObject(expected);
		},
	);

	it('is kept for 400 days after its last sign-in, also if it is not the latest any more', async () => {
		const table = await dynamo().makeTable();
		const cases = dynamodbCases(table);
		const { case: first } = await addAsJudge(cases, aLogin(0));
		await addAsJudge(cases, aLogin(10), { keyAsked });
		const kept = (minute: number) => Math.floor(aLogin(minute).signIn.time / 1000) + 400 * DAY;
		expect(await getItem(table, NOW)).toMatchObject({ ttl: kept(10) });
		await addAsJudge(cases, aLogin(90));
		expect(await getItem(table, NOW)).toMatchObject({ ttl: kept(90) });
		expect(await getItem(table, pastKey(NOW.pk, first.id))).toMatchObject({ ttl: kept(10) });
		expect(await getItem(table, { pk: NOW.pk, sk: `KEY#${first.id}` })).toMatchObject({
			ttl: kept(10),
		});
		expect(await getItem(table, { pk: `CASE#${first.id}`, sk: 'CASE' })).toMatchObject({
			ttl: kept(0) + 400 * DAY,
		});
	});

	it('has an id that differs from the ids of deleted cases', async () => {
		const [now, later] = [anAddition(aLogin(0)), anAddition(aLogin((401 * DAY) / 60))];
		expect(later.id).not.toBe(now.id);
	});

	describe('that an attacker makes as large as possible', () => {
		const hostile = (text: string, n: number) => {
			const filled = text.repeat(Math.ceil(1_024 / text.length));
			const principal = {
				kind: 'iam-user' as const,
				name: filled,
				id: filled,
				arn: filled,
				account: filled,
			};
			const codes = Object.keys(REASONS).filter((code): code is ReasonCode => code in REASONS);
			return aLogin(n / 60, {
				...{
					eventId: `${n}`,
					userAgent: filled,
					error: filled,
					account: `${n}${filled}`,
					principal,
				},
				verdict: { reasons: codes.map((code) => ({ code, detail: filled })) },
			});
		};
		const largest = (text: string, count: number): RecalledCase => {
			const additions = Array.from({ length: count }, (_, n) => {
				// A caller and its session: no sign-in requests more.
				const requests = aFullPlan(`${text.repeat(200)}${n}`).requests.slice(0, 2);
				const plan = { requests, notContained: 'mode-ask', advice: null } as const;
				return anAddition(hostile(text, n), { plan, requested: requests, keyAsked });
			});
			const [first = anAddition(aLogin(0)), ...others] = additions;
			const opened = openedCase(first, {
				number: 1,
				deliveries: Array(1_025).fill('a'.repeat(12)),
			});
			const kept = others.reduce(
				(before, one) => keepEntry(before, entryOf({ ...one, id: first.id })),
				opened.kept,
			);
			return { ...opened, ...showCase(kept), kept };
		};

		/** A thousand uses by other keys, of other services, each with its own action. */
		const withUses = (largest: RecalledCase, text: string): RecalledCase => {
			const filled = text.repeat(Math.ceil(1_024 / text.length));
			const uses = Array.from({ length: 1_100 }, (_, n) => {
				const told = aLogin(n / 60, {
					...{ eventId: `use-${n}`, part: 'use', outcome: 'failure', event: `${n}${filled}` },
					...{
						eventSource: `${n}${filled}`,
						principal: hostile(`${n}${text}`, n).signIn.principal,
					},
				});
				return { ...told, verdict: verdictOfRepeat(told.verdict) };
			});
			const kept = uses.reduce(keepUse, largest.kept);
			return { ...largest, ...showCase(kept), kept };
		};

		it.each([
			['quotes', '"'],
			['control characters', '\u0001'],
			['halves of characters', '\ud800'],
			['wide characters', '한'],
			['letters', 'Mozilla'],
		])('stays far below the limit of an item: %s', async (_, text) => {
			const table = await dynamo().makeTable();
			const item = itemOf(NOW, withUses(largest(text, 1_200), text));
			await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
			const cases = dynamodbCases(table);
			const stored = await addAsJudge(cases, hostile(text, 0.5));
			expect(stored.case).toMatchObject({ successes: 1_201, events: { ConsoleLogin: 1_201 } });
			// Each of its sign-ins has the reason of a use that is told.
			expect(stored.case.uses).toMatchObject({ calls: 1_201 + 1_000 });
			expect(sizeOf(await getItem(table, NOW))).toBeLessThan(340 * 1024);
		});

		it('recognises the last thousand sign-ins', async () => {
			const cases = dynamodbCases(await dynamo().makeTable());
			let { kept } = largest('x', 1_100);
			for (const n of [3, 500, 1_099]) {
				const again = keepEntry(kept, entryOf({ ...anAddition(hostile('x', n)), id: kept.id }));
				expect(showCase(again).case.successes).toBe(1_100);
				kept = again;
			}
			expect(await cases.due(1)).toEqual([]);
		});
	});
});

interface Damage {
	readonly what: string;
	readonly key: (id: string) => Key;
	readonly fields: Record<string, unknown>;
	readonly read: (cases: CaseStore, id: string) => Promise<unknown>;
	readonly field: string;
}

const now = () => NOW;
const entryWith = (over: object) => {
	const entry = { ...entryOf(anAddition(aLogin(0))), ...over };
	return { entries: [JSON.stringify({ form: 1, kept: entry })] };
};
const DAMAGES: readonly Damage[] = [
	{
		what: 'a case',
		key: now,
		fields: { revision: 'many' },
		read: (c, id) => c.find(id),
		field: 'revision',
	},
	{
		what: 'invalid JSON',
		key: now,
		fields: { entries: ['secret'] },
		read: (c, id) => c.touch(id),
		field: 'entries.0',
	},
	{
		what: 'an empty case',
		key: now,
		fields: { entries: [] },
		read: (c) => c.recall([MINJIS.key]),
		field: 'entries',
	},
	{
		what: 'half a sign-in',
		key: now,
		fields: entryWith({ judged: { signIn: { kind: 'sign-in', time: 1 }, verdict: {} } }),
		read: (c) => addAsJudge(c, aLogin(1)),
		field: 'entries.0',
	},
	{
		what: 'another form',
		key: now,
		fields: { entries: ['{"form":2,"kept":{}}'] },
		read: (c, id) => c.claim(id, { by: 'one', at: 0 }, 1),
		field: 'entries.0.form',
	},
	{
		what: 'a due case',
		key: now,
		fields: { severity: 'awful' },
		read: (c) => c.due(5),
		field: 'severity',
	},
	{
		what: 'a case without what makes it due',
		key: now,
		fields: { urgency: 'high' },
		read: (c, id) => c.touch(id),
		field: 'urgency',
	},
	{
		what: 'a pointer',
		key: (id) => ({ pk: `CASE#${id}`, sk: 'CASE' }),
		fields: { whose: null },
		read: (c, id) => c.answer(id, { by: 'U0SORA', at: 0 }),
		field: 'whose',
	},
	{
		what: 'a question',
		key: (id) => ({ pk: NOW.pk, sk: `KEY#${id}` }),
		fields: { id: 7 },
		read: (c) => c.keysAsked(5),
		field: 'id',
	},
];

describe('a damaged item of a case', () => {
	const dynamo = withDynamo();

	it.each(DAMAGES)('is named in the error: $what', async ({ key, fields, read, field }) => {
		const table = await dynamo().makeTable();
		const cases = dynamodbCases(table);
		const { id } = (await addAsJudge(cases, aLogin(0), { keyAsked })).case;
		await damage(table, key(id), fields);
		const { pk, sk } = key(id);
		const failure = await read(cases, id).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(DamagedItemError);
		expect(failure).toMatchObject({
			item: `${pk} / ${sk}`,
			message: expect.stringContaining(`${field}`),
		});
		expect(String(failure)).not.toContain('secret');
	});

	it('is passed over in the list of what is due, if the caller handles that', async () => {
		const table = await dynamo().makeTable();
		const noted: string[] = [];
		const passOver = ({ item }: DamagedItemError) => void noted.push(item);
		const cases = dynamodbCases({ ...table, passOver });
		await addAsJudge(cases, aLogin(0), {
			whose: { key: 'person|user:1/sora|192.0.2.1', subject: 'person' },
		});
		await addAsJudge(cases, aLogin(0));
		await damage(table, NOW, { severity: 'dreadful' });
		expect(await cases.due(5)).toHaveLength(1);
		expect(noted).toEqual([`${NOW.pk} / ${NOW.sk}`]);
	});
});
