import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import { aSubmittedRequest, REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { allItems } from '../../support/all-items.ts';
import { containWorld } from '../../support/contain-world.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { expireDue } from '../../support/expire-due.ts';

const dynamo = withDynamo();
const HOUR = 3_600_000;
const BORA = 'AROADEPLOYEXAMPLE001:bora';
const OTHER = 'AROADEPLOYEXAMPLE001:other';
const REASON = { by: { kind: 'person', arn: 'arn:sora' }, why: 'it was them' } as const;

function requestFor(value: string, occasion: string) {
	return aSubmittedRequest({
		occasion,
		request: { selector: { key: 'aws:userid', value } },
	});
}

/**
 * Bora is denied; then no item about them can be read, as if a newer version asked for one more
 * field.
 */
async function withUnreadable(field = 'requestedAt', given?: Table) {
	const table = given ?? (await dynamo().makeTable());
	const world = containWorld(table);
	const { id } = await world.ledger.request(requestFor(BORA, 'one'));
	await world.deliver(['scp']);
	for (const { pk, sk } of await allItems(table)) {
		if (!String(sk).includes(id) && !String(pk).includes(id)) continue;
		const update = {
			TableName: table.name,
			Key: { pk, sk },
			UpdateExpression: 'REMOVE #field',
			ExpressionAttributeNames: { '#field': field },
		};
		await table.client.send(new UpdateCommand(update));
	}
	return { world, id };
}

describe('somebody about whom no item can be read', () => {
	it.each(['requestedAt', 'selector', 'until'])('stays denied without %s', async (field) => {
		const { world } = await withUnreadable(field);
		await world.deliver(['scp']);
		expect(world.policyOf('scp').texts.at(-1)).toContain(BORA);
	});

	it('stays denied while others come and go', async () => {
		const { world } = await withUnreadable();
		const other = await world.ledger.request(requestFor(OTHER, 'two'));
		await world.deliver(['scp']);
		const both = world.policyOf('scp').texts.at(-1);
		expect(both).toContain(BORA);
		expect(both).toContain(OTHER);
		expect(await world.ledger.find(other.id)).toMatchObject({ state: 'effective' });
		await world.ledger.release(other.id, { ...REASON, at: 9e12 });
		await world.deliver(['scp']);
		const one = world.policyOf('scp').texts.at(-1);
		expect(one).toContain(BORA);
		expect(one).not.toContain(OTHER);
	});

	it.each(['the clock', 'a human'])(
		'stays denied if %s ends another containment of them',
		async (who) => {
			const { world } = await withUnreadable();
			const until = REQUESTED_AT + HOUR;
			const { request } = requestFor(BORA, 'two');
			const { id } = await world.ledger.request(
				aSubmittedRequest({ occasion: 'two', request: { ...request, until } }),
			);
			await world.deliver(['scp']);
			if (who === 'the clock') {
				world.pass(HOUR);
				await expireDue(world.ledger, until);
			} else await world.ledger.release(id, { ...REASON, at: REQUESTED_AT + 2_000 });
			await world.deliver(['scp']);
			expect(world.policyOf('scp').texts.at(-1)).toContain(BORA);
			expect(await world.ledger.find(id)).toMatchObject({ state: 'ended' });
		},
	);

	it('is told of, by the key of the item', async () => {
		const { world, id } = await withUnreadable();
		await world.deliver(['scp']);
		expect(world.heard.logged).toContainEqual(
			expect.objectContaining({
				level: 'error',
				fields: { policy: 'scp', item: `POLICY#scp / CONTAINMENT#${id}` },
			}),
		);
	});

	it('keeps the policy on the user it is attached to', async () => {
		const table = await dynamo().makeTable();
		const world = containWorld(table);
		const account = 'iam:111122223333';
		const user = {
			policy: account,
			account: '111122223333',
			attachment: { kind: 'user', name: 'bora' },
		} as const;
		const request = {
			selector: { key: 'aws:userid', value: 'AIDABORAEXAMPLE0001' },
			policies: [user],
		} as const;
		const { id } = await world.ledger.request(aSubmittedRequest({ request }));
		await world.deliver([account]);
		const before = [...world.policyOf(account).attached];
		expect(before).toHaveLength(1);
		for (const { pk, sk } of await allItems(table)) {
			if (!String(sk).includes(id) && !String(pk).includes(id)) continue;
			const update = {
				...{ TableName: table.name, Key: { pk, sk }, UpdateExpression: 'REMOVE #until' },
				ExpressionAttributeNames: { '#until': 'until' },
			};
			await table.client.send(new UpdateCommand(update));
		}
		await world.deliver([account]);
		expect([...world.policyOf(account).attached]).toEqual(before);
	});
});

/** A table whose unreadable items are passed over and noted. */
async function tableThatNotes() {
	const noted: string[] = [];
	const passOver = ({ item }: DamagedItemError) => void noted.push(item);
	return { table: { ...(await dynamo().makeTable()), passOver }, noted };
}

describe('a containment that cannot be read, whose demand can', () => {
	it.each(['before', 'after'])(
		'keeps nobody else waiting, damaged %s it is published',
		async (when) => {
			const { table, noted } = await tableThatNotes();
			const world = containWorld(table);
			const { id } = await world.ledger.request(requestFor(BORA, 'one'));
			if (when === 'after') await world.deliver(['scp']);
			await damage(table, { pk: `CONTAINMENT#${id}`, sk: 'HEAD' }, { person: 7 });
			const other = await world.ledger.request(requestFor(OTHER, 'two'));
			expect(await world.deliver(['scp'])).toEqual([]);
			expect(await world.ledger.find(other.id)).toMatchObject({ state: 'effective' });
			const third = await world.ledger.request(requestFor(`${OTHER}2`, 'three'));
			expect(await world.deliver(['scp'])).toEqual([]);
			expect(await world.ledger.find(third.id)).toMatchObject({ state: 'effective' });
			expect(world.policyOf('scp').texts.at(-1)).toContain(BORA);
			expect(noted).toContain(`CONTAINMENT#${id} / HEAD`);
		},
	);
});

describe('somebody about whom no item can be read, nor the text in force', () => {
	it.each(['text', 'lease'])(
		'stays denied by the text at AWS, and others come: %s',
		async (what) => {
			const { table } = await tableThatNotes();
			const { world } = await withUnreadable('until', table);
			const texts = (await allItems(table)).filter(({ sk }) => sk === 'TEXT');
			for (const { pk } of texts) await damage(table, { pk: String(pk), sk: 'TEXT' }, { text: 7 });
			if (what === 'lease')
				await damage(table, { pk: 'POLICY#scp', sk: 'LEASE' }, { work: 'none', expected: 7 });
			await world.ledger.request(requestFor(OTHER, 'two'));
			expect(await world.deliver(['scp'])).toEqual([]);
			const text = world.policyOf('scp').texts.at(-1);
			expect(text).toContain(BORA);
			expect(text).toContain(OTHER);
		},
	);
});

describe('a lease that cannot be read in part', () => {
	it('lets the policy be published all the same, and is told of', async () => {
		const { table, noted } = await tableThatNotes();
		const world = containWorld(table);
		await world.ledger.request(requestFor(BORA, 'one'));
		await world.deliver(['scp']);
		await damage(table, { pk: 'POLICY#scp', sk: 'LEASE' }, { work: 'none', expected: 7 });
		const { id } = await world.ledger.request(requestFor(OTHER, 'two'));
		await world.deliver(['scp']);
		expect(world.policyOf('scp').texts.at(-1)).toContain(OTHER);
		expect(await world.ledger.find(id)).toMatchObject({ state: 'effective' });
		expect(noted).toContain('POLICY#scp / LEASE');
	});
});
