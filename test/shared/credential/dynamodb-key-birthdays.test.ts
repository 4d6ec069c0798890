import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamodbKeyBirthdays } from '../../../shared/credential/dynamodb-key-birthdays.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { allItems } from '../../support/all-items.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { CREATED_AT, KEY } from '../../support/given-key-ages.ts';

const NOW = Date.UTC(2026, 2, 3);

describe('creation dates of access keys in DynamoDB', () => {
	const dynamo = withDynamo();

	async function written() {
		const table = await dynamo().makeTable();
		const birthdays = dynamodbKeyBirthdays(table, () => NOW);
		await birthdays.write(KEY.keyId, CREATED_AT);
		return { table, birthdays };
	}

	it('are read as they were written, for each key', async () => {
		const { birthdays } = await written();
		expect(await birthdays.read(KEY.keyId)).toBe(CREATED_AT);
		expect(await birthdays.read('AKIASOMEOTHEREXAMPLE')).toBeNull();
	});

	it('are kept for 30 days, without the id of the key', async () => {
		const { table } = await written();
		const [item, ...others] = await allItems(table);
		expect(others).toEqual([]);
		expect(item).toMatchObject({ sk: 'BIRTHDAY', ttl: NOW / 1000 + 30 * 86_400 });
		expect(JSON.stringify(item)).not.toContain(KEY.keyId);
	});

	it('name the item that is damaged', async () => {
		const { table, birthdays } = await written();
		const [item] = await allItems(table);
		await table.client.send(
			new PutCommand({ TableName: table.name, Item: { ...item, createdAt: 'long ago' } }),
		);
		await expect(birthdays.read(KEY.keyId)).rejects.toThrow(DamagedItemError);
		await expect(birthdays.read(KEY.keyId)).rejects.toThrow('createdAt');
	});
});
