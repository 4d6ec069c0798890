import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { getItem, type Key, type Table } from '../../shared/runtime/dynamodb-table.ts';

/** Overwrites fields of an item, as a human could in the console. */
export async function damage(
	table: Table,
	key: Key,
	fields: Record<string, unknown>,
): Promise<void> {
	const item = await getItem(table, key);
	if (typeof item !== 'object') throw new Error(`no item ${key.pk} ${key.sk} to damage`);
	await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...fields } }));
}

/** Writes a whole item; fields that are undefined are left out. */
export async function putItem(
	table: Table,
	item: Key & Readonly<Record<string, unknown>>,
): Promise<void> {
	const Item = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
	await table.client.send(new PutCommand({ TableName: table.name, Item }));
}
