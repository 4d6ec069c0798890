import { describe, expect, it } from 'vitest';
import { dynamodbLedger } from '../../../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../../../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import { deleteIf, type Table } from '../../../../shared/runtime/dynamodb-table.ts';
import {
	aDecision,
	aSubmittedRequest,
	REQUESTED_AT,
} from '../../../support/a-submitted-request.ts';
import { containWorld, LEASE_MS } from '../../../support/contain-world.ts';
import { damage, putItem } from '../../../support/damage.ts';
import { withDynamo } from '../../../support/each-ledger.ts';
import { memoryTable } from '../../../support/memory-table.ts';

const LEASE = { pk: 'POLICY#scp', sk: 'LEASE' };
const RELEASED = aDecision();
const dynamo = withDynamo();

async function given(empty?: Table) {
	const told: string[] = [];
	const passOver = ({ item }: { readonly item: string }) => void told.push(item);
	const table: Table = { ...(empty ?? (await dynamo().makeTable())), passOver };
	const world = containWorld(table);
	const first = await world.ledger.request(requestFor('first'));
	await world.deliver(['scp']);
	await world.deliver(['scp']);
	return { table, world, told, first };
}

function requestFor(name: string) {
	const selector = { key: 'aws:userid', value: `AROADEPLOYEXAMPLE001:${name}` } as const;
	return aSubmittedRequest({ occasion: name, caseId: name, request: { selector } });
}

const SOUND = {
	...{ generation: 2, settled: 2, begunAt: REQUESTED_AT, expected: ['a'.repeat(64)] },
	...{ holder: 'run-0', expires: REQUESTED_AT },
};
const NONSENSE = [
	...[{}, 'x', '', [], null, true, { a: 1 }, new Set(['x'])],
	...[1.5, -1, 3, 9e15, Number.MAX_SAFE_INTEGER, 1e30, -1e30, undefined],
];

/** One field gone or nonsense, or only the key left. */
const DAMAGES: readonly Record<string, unknown>[] = [
	{},
	...[...Object.keys(SOUND), 'work'].flatMap((field) =>
		NONSENSE.map((value) => ({ ...SOUND, [field]: value })),
	),
];

describe('a lease item that was damaged in any way', () => {
	it('lets the next principal be denied, and nobody is accused of tampering', async () => {
		for (const fields of DAMAGES) {
			const { table, world, first } = await given(memoryTable());
			await putItem(table, { ...LEASE, ...fields });
			const { id } = await world.ledger.request(requestFor('second'));
			await world.deliver(['scp']);
			world.pass(LEASE_MS);
			await world.deliver(['scp'], 2);
			const second = await world.ledger.find(id);
			expect({ ...fields, state: second?.state }).toEqual({ ...fields, state: 'effective' });
			await world.ledger.release(first.id, RELEASED);
			await world.deliver(['scp'], 3);
			const state = (await world.ledger.find(first.id))?.state;
			expect({ ...fields, state }).toEqual({ ...fields, state: 'ended' });
			const isOurs = JSON.stringify(fields.expected) !== JSON.stringify(SOUND.expected);
			if (isOurs) expect(world.heard.counted).not.toContain('Tampering text');
		}
	});

	it.each([0, 1, 'gone'])('comes ahead of all containments again, generation %s', async (set) => {
		const { table, world, told } = await given();
		const ids: string[] = [];
		for (let n = 1; n <= 4; n++) {
			ids.push((await world.ledger.request(requestFor(`thief-${n}`))).id);
			await world.deliver(['scp']);
		}
		const id = ids.at(-1) ?? '';
		if (set === 'gone') await deleteIf(table, LEASE, { expression: 'attribute_exists(#pk)' });
		else await damage(table, LEASE, { generation: set });
		await world.ledger.release(id, RELEASED);
		await world.deliver(['scp']);
		await world.deliver(['scp']);
		expect(await world.ledger.find(id)).toMatchObject({ state: 'ended' });
		expect(new Set(told)).toEqual(new Set(['POLICY#scp / LEASE']));
	});

	it('is not waited for by a run that holds it', async () => {
		for (const settled of ['x', {}, 9e15]) {
			const { table } = await given(memoryTable());
			const ledger = dynamodbPolicyLedger(table);
			const asking = { holder: 'run-9', now: REQUESTED_AT + LEASE_MS, ms: LEASE_MS };
			const lease = await ledger.lease('scp', asking);
			if (lease === null) throw new Error('no lease');
			await damage(table, LEASE, { settled });
			expect(await ledger.settle(lease, [], REQUESTED_AT)).toBe('recorded');
		}
	});

	it.each([{}, [], new Set(['x'])])(
		'is written anew with the generation %o',
		async (generation) => {
			const { table } = await given();
			await putItem(table, { ...LEASE, ...SOUND, generation });
			const asking = { holder: 'run-9', now: REQUESTED_AT + LEASE_MS, ms: LEASE_MS };
			expect(await dynamodbPolicyLedger(table).lease('scp', asking)).not.toBeNull();
		},
	);

	it('is written anew if a later lease seems to have recorded its outcomes', async () => {
		const { table, world, told } = await given();
		await putItem(table, { ...LEASE, ...SOUND, settled: 9e15 });
		const { id } = await world.ledger.request(requestFor('second'));
		await world.deliver(['scp']);
		expect(await world.ledger.find(id)).toMatchObject({ state: 'effective' });
		expect(told).toContain('POLICY#scp / LEASE');
	});

	it('is told of', async () => {
		const { table, world, told } = await given();
		await putItem(table, { ...LEASE, ...SOUND, generation: 'x' });
		await world.deliver(['scp']);
		expect(told).toContain('POLICY#scp / LEASE');
	});

	it('is not taken from its holder while only another field is damaged', async () => {
		const { table } = await given();
		const ledger = dynamodbPolicyLedger(table);
		const expires = REQUESTED_AT + LEASE_MS;
		await putItem(table, { ...LEASE, ...SOUND, expires, settled: 'x' });
		const asking = { holder: 'run-9', now: REQUESTED_AT, ms: LEASE_MS };
		expect(await ledger.lease('scp', asking)).toBeNull();
		const lease = await ledger.lease('scp', { ...asking, now: expires });
		expect(lease?.generation).toBeGreaterThan(SOUND.generation);
	});

	it('never gets an older generation, also if it is damaged again', async () => {
		const { table } = await given();
		const ledger = dynamodbPolicyLedger(table);
		const generations: number[] = [];
		for (let run = 1; run <= 4; run++) {
			const now = REQUESTED_AT + run * LEASE_MS;
			if (run !== 3) await putItem(table, { ...LEASE, ...SOUND, generation: 'x' });
			const lease = await ledger.lease('scp', { holder: `run-${run}`, now, ms: 1 });
			generations.push(lease?.generation ?? 0);
		}
		expect(generations).toEqual([...new Set(generations)].toSorted((a, b) => a - b));
		expect(generations[0]).toBeGreaterThan(2);
		const [open] = await dynamodbLedger(table).open();
		expect(open?.policies[0]?.generation).toBeLessThan(generations[0] ?? 0);
	});

	it('is taken by one of two runs', async () => {
		const { table } = await given();
		const ledger = dynamodbPolicyLedger(table);
		await putItem(table, LEASE);
		const both = ['one', 'two'].map((holder) =>
			ledger.lease('scp', { holder, now: REQUESTED_AT, ms: LEASE_MS }),
		);
		expect((await Promise.all(both)).filter((lease) => lease !== null)).toHaveLength(1);
	});
});
