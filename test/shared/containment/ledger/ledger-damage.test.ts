import { describe, expect, it } from 'vitest';
import { DamagedItemError } from '../../../../shared/runtime/dynamodb-item.ts';
import type { Key } from '../../../../shared/runtime/dynamodb-table.ts';
import { aWishing, WISHED_AT } from '../../../support/a-submitted-request.ts';
import { damage } from '../../../support/damage.ts';
import { ledgerOn, withDynamo } from '../../../support/each-ledger.ts';
import type { Ledgers } from '../../../support/memory-ledger.ts';
import { publishDemand } from '../../../support/publish-demand.ts';

const T = 'organization';

interface Damage {
	readonly what: string;
	readonly key: (id: string) => Key;
	readonly fields: Record<string, unknown>;
	readonly read: (ledger: Ledgers, id: string) => Promise<unknown>;
	readonly field: string;
}

const head = (id: string) => ({ pk: `CONTAINMENT#${id}`, sk: 'HEAD' });
const demand = (id: string) => ({ pk: `TARGET#${T}`, sk: `CONTAINMENT#${id}` });
const lease = () => ({ pk: `TARGET#${T}`, sk: 'LEASE' });
const openLease = (ledger: Ledgers) => ledger.lease(T, { holder: 'two', now: WISHED_AT + 99_000, ms: 1_000 });

const DAMAGES: readonly Damage[] = [
	{
		what: 'a containment',
		key: head,
		fields: { until: 'soon' },
		read: (l, id) => l.find(id),
		field: 'until',
	},
	{
		what: 'a wished one',
		key: head,
		fields: { selector: {} },
		read: (l) => l.wish(aWishing()),
		field: 'selector.key',
	},
	{ what: 'one of the open', key: head, fields: { reason: 'whim' }, read: (l) => l.open(), field: 'reason' },
	{
		what: 'one that is due',
		key: head,
		fields: { targets: [] },
		read: (l) => l.expireDue(9e15),
		field: 'targets',
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
		key: () => ({ pk: `TARGET#${T}`, sk: 'PUBLICATION#000000000001' }),
		fields: { after: 'no hash' },
		read: (l) => l.publications(T),
		field: 'after',
	},
	{
		what: 'the brake',
		key: () => ({ pk: 'BRAKE', sk: 'OPENING#00000001' }),
		fields: { why: 'whim' },
		read: (l) => l.brake(),
		field: 'why',
	},
	{
		what: 'a window',
		key: () => ({ pk: 'WINDOW#w', sk: 'WINDOW' }),
		fields: { accounts: 'many' },
		read: (l) => l.countPerson({ window: 'w', person: 'bora', accounts: [], keepUntil: 0 }),
		field: 'accounts',
	},
];

describe('an item that was damaged', () => {
	const dynamo = withDynamo();

	it.each(DAMAGES)('is named and never passed over: $what', async ({ key, fields, read, field }) => {
		const table = await dynamo().makeTable();
		const ledger = ledgerOn(table);
		const { id } = await ledger.wish(aWishing());
		await publishDemand({ ledger, texts: new Map() }, { target: T, holder: 'one', now: WISHED_AT });
		await ledger.openBrake({ why: 'people', at: WISHED_AT });
		await ledger.countPerson({ window: 'w', person: 'bora', accounts: ['111122223333'], keepUntil: 0 });
		await damage(table, key(id), fields);
		const { pk, sk } = key(id);
		const failure = await read(ledger, id).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(DamagedItemError);
		expect(failure).toMatchObject({ item: `${pk} / ${sk}`, message: expect.stringContaining(`${field}: `) });
	});
});

describe('a copy that a target reads', () => {
	const dynamo = withDynamo();

	it.each([{ reach: 'all' }, { standing: null }])(
		'is made again from its containment: %o',
		async (fields) => {
			const table = await dynamo().makeTable();
			const ledger = ledgerOn(table);
			const { id } = await ledger.wish(aWishing());
			const sound = await ledger.activeFor(T);
			await damage(table, demand(id), fields);
			expect(await ledger.activeFor(T)).toEqual(sound);
			expect(sound.active).toHaveLength(1);
		},
	);

	it('is named where its containment cannot be read either, and keeps nobody else waiting', async () => {
		const table = await dynamo().makeTable();
		const ledger = ledgerOn(table);
		const { id } = await ledger.wish(aWishing());
		const other = await ledger.wish(aWishing({ occasion: 'another case' }));
		await damage(table, demand(id), { reach: 'all' });
		await damage(table, head(id), { until: 'soon' });
		expect(await ledger.activeFor(T)).toMatchObject({
			active: [{ id: other.id }],
			damaged: [`TARGET#${T} / CONTAINMENT#${id}`],
		});
	});
});
