import { describe, expect, it } from 'vitest';
import { DamagedItemError } from '../../../../shared/runtime/dynamodb-item.ts';
import type { Key } from '../../../../shared/runtime/dynamodb-table.ts';
import { shortHash } from '../../../../shared/runtime/sha256.ts';
import { aCounting } from '../../../support/a-counting.ts';
import {
	aDecision,
	aSubmittedRequest,
	REQUESTED_AT,
} from '../../../support/a-submitted-request.ts';
import { damage } from '../../../support/damage.ts';
import { ledgerOn, withDynamo } from '../../../support/each-ledger.ts';
import { expireDue } from '../../../support/expire-due.ts';
import type { Ledgers } from '../../../support/memory-ledger.ts';
import { publishDemand } from '../../../support/publish-demand.ts';

const T = 'scp';

interface Damage {
	readonly what: string;
	readonly key: (id: string) => Key;
	readonly fields: Record<string, unknown>;
	readonly read: (ledger: Ledgers, id: string) => Promise<unknown>;
	readonly field: string;
}

const head = (id: string) => ({ pk: `CONTAINMENT#${id}`, sk: 'HEAD' });
const demand = (id: string) => ({ pk: `POLICY#${T}`, sk: `CONTAINMENT#${id}` });
const lease = () => ({ pk: `POLICY#${T}`, sk: 'LEASE' });
const openLease = (ledger: Ledgers) =>
	ledger.lease(T, { holder: 'two', now: REQUESTED_AT + 99_000, ms: 1_000 });

const DAMAGES: readonly Damage[] = [
	{
		what: 'a containment',
		key: head,
		fields: { until: 'soon' },
		read: (l, id) => l.find(id),
		field: 'until',
	},
	{
		what: 'a requested one',
		key: head,
		fields: { selector: {} },
		read: (l) => l.request(aSubmittedRequest()),
		field: 'selector.key',
	},
	{
		what: 'one of the open',
		key: head,
		fields: { reason: 'whim' },
		read: (l) => l.open(),
		field: 'reason',
	},
	{
		what: 'one that is due',
		key: head,
		fields: { policies: [] },
		read: (l) => expireDue(l, 9e15),
		field: 'policies',
	},
	{
		what: 'a step',
		key: (id) => ({ pk: `CONTAINMENT#${id}`, sk: 'STEP#00000001' }),
		fields: { by: { kind: 'nobody' } },
		read: (l, id) => l.history(id),
		field: 'by.kind',
	},
	{ what: 'a lease', key: lease, fields: { work: 'none' }, read: openLease, field: 'work' },
	{
		what: 'a publication',
		key: () => ({ pk: `POLICY#${T}`, sk: 'PUBLICATION#000000000001' }),
		fields: { after: 'no hash' },
		read: (l) => l.publications(T),
		field: 'after',
	},
	{
		what: 'the breaker',
		key: () => ({ pk: 'BREAKER', sk: 'OPENING#00000001' }),
		fields: { why: 'whim' },
		read: (l) => l.breaker(),
		field: 'why',
	},
	{
		what: 'an actor whom the breaker counts',
		key: () => ({ pk: `WINDOW#${shortHash('all')}`, sk: '000000000000005#bora#true' }),
		fields: { account: 7 },
		read: (l) => l.counted('all', { from: 0, to: 9 }),
		field: 'account',
	},
	{
		what: 'the room of an actor',
		key: () => ({ pk: `ROOM#${shortHash('bora')}`, sk: 'ROOM' }),
		fields: { places: 'many' },
		read: (l) => l.takeRoom('bora', { sessions: ['s'], at: 5 }),
		field: 'places',
	},
];

describe('a damaged item', () => {
	const dynamo = withDynamo();

	it.each(DAMAGES)('is named in the error: $what', async ({ key, fields, read, field }) => {
		const table = await dynamo().makeTable();
		const ledger = ledgerOn(table);
		const { id } = await ledger.request(aSubmittedRequest());
		await publishDemand(
			{ ledger, texts: new Map() },
			{ policy: T, holder: 'one', now: REQUESTED_AT },
		);
		await ledger.openBreaker({ why: 'people', at: REQUESTED_AT });
		await ledger.count(aCounting());
		await ledger.takeRoom('bora', { sessions: ['s'], at: 5 });
		await damage(table, key(id), fields);
		const { pk, sk } = key(id);
		const failure = await read(ledger, id).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(DamagedItemError);
		expect(failure).toMatchObject({
			item: `${pk} / ${sk}`,
			message: expect.stringContaining(`${field}: `),
		});
	});
});

describe('a damaged demand', () => {
	const dynamo = withDynamo();

	it.each([{ denyScope: 'all' }, { standing: null }])(
		'is made again from its containment: %o',
		async (fields) => {
			const table = await dynamo().makeTable();
			const ledger = ledgerOn(table);
			const { id } = await ledger.request(aSubmittedRequest());
			const sound = await ledger.activeFor(T);
			await damage(table, demand(id), fields);
			expect(await ledger.activeFor(T)).toEqual(sound);
			expect(sound.active).toHaveLength(1);
		},
	);

	it.each([{ steps: 'x' }, { steps: 9e15 }, { steps: new Set(['x']) }])(
		'is told of, and replaced by the next step: %o',
		async (fields) => {
			const told: string[] = [];
			const passOver = ({ item }: DamagedItemError) => void told.push(item);
			const table = { ...(await dynamo().makeTable()), passOver };
			const ledger = ledgerOn(table);
			const { id } = await ledger.request(aSubmittedRequest());
			await damage(table, demand(id), fields);
			await ledger.release(id, aDecision());
			expect(await ledger.activeFor(T)).toMatchObject({ active: [], ending: [{ id }] });
			expect(told).toEqual([]);
			await damage(table, demand(id), fields);
			expect(await ledger.activeFor(T)).toMatchObject({ active: [], ending: [{ id }] });
			expect(told).toEqual([`POLICY#${T} / CONTAINMENT#${id}`]);
		},
	);

	it('is named if its containment cannot be read either, and does not block the others', async () => {
		const table = await dynamo().makeTable();
		const ledger = ledgerOn(table);
		const { id } = await ledger.request(aSubmittedRequest());
		const other = await ledger.request(aSubmittedRequest({ occasion: 'another case' }));
		await damage(table, demand(id), { denyScope: 'all' });
		await damage(table, head(id), { until: 'soon' });
		expect(await ledger.activeFor(T)).toMatchObject({
			active: [{ id: other.id }],
			damaged: [`POLICY#${T} / CONTAINMENT#${id}`],
		});
	});
});
