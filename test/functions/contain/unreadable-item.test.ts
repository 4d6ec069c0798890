import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { aSubmittedRequest } from '../../support/a-submitted-request.ts';
import { allItems } from '../../support/all-items.ts';
import { containWorld } from '../../support/contain-world.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const dynamo = withDynamo();
const BORA = 'AROADEPLOYEXAMPLE001:bora';
const OTHER = 'AROADEPLOYEXAMPLE001:other';
const REASON = { by: { kind: 'person', arn: 'arn:sora' }, why: 'it was them' } as const;

function requestFor(value: string, occasion: string) {
	return aSubmittedRequest({
		occasion,
		request: { selector: { key: 'aws:userid', value } },
	});
}

/** Bora is denied; then no item about them can be read, as if a newer version asked for one more field. */
async function withUnreadable(field = 'requestedAt') {
	const table = await dynamo().makeTable();
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

describe('a lease that cannot be read in part', () => {
	it('lets the policy be published all the same, and is told of', async () => {
		const noted: string[] = [];
		const passOver = ({ item }: DamagedItemError) => void noted.push(item);
		const table = { ...(await dynamo().makeTable()), passOver };
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
