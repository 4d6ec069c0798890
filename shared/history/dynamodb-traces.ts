import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { readItem, readOrPassOver, text } from '../runtime/dynamodb-item.ts';
import { queryPage, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { memoryEnd, memoryPartition } from './dynamodb-history-keys.ts';
import type { Place } from './history-places.ts';

/** What one sign-in adds to a place. Null: nothing, and whatever it added when it was judged before is taken back. */
export interface Trace extends Place {
	readonly value: Readonly<Record<string, string | boolean | null>> | null;
}

/** Whose trace it is. */
export interface Author {
	readonly stamp: string;
	/** The record's own time, milliseconds since 1970. */
	readonly time: number;
}

/** Every sign-in has its own item at a place, so that it can be repeated and changed without reading. */
export async function leaveTrace(
	{ client, name }: Table,
	{ memory, key, value }: Trace,
	{ stamp, time }: Author,
): Promise<void> {
	const place = { pk: memoryPartition(memory, key), sk: stamp };
	if (value === null) {
		await client.send(new DeleteCommand({ TableName: name, Key: place }));
		return;
	}
	const item = { ...place, ...wellFormed(value), [TTL]: memoryEnd(memory, time) };
	await client.send(new PutCommand({ TableName: name, Item: item }));
}

/** A place, and the stamp before which to look. */
export interface Look extends Place {
	readonly before: string;
	/** The earliest stamp of interest; all when it is left out. */
	readonly from?: string;
	readonly most: number;
}

/** The last traces before a stamp, the latest first, as they stand at this moment. */
export async function tracesBefore(table: Table, { before, from = '0', most, ...place }: Look) {
	const items = await queryTraces(table, place, {
		condition: ' AND sk BETWEEN :from AND :before',
		values: { ':from': from, ':before': before },
		isLatestFirst: true,
		// BETWEEN takes both ends in, and the sign-in that asks may have its own trace there.
		most: most + 1,
	});
	return items.filter((item) => stampIn(item) !== before).slice(0, most);
}

/** The latest trace before a stamp, or null. */
export async function latestBefore<T extends v.GenericSchema>(
	table: Table,
	schema: T,
	look: Omit<Look, 'most'>,
): Promise<v.InferOutput<T> | null> {
	const [latest] = await tracesBefore(table, { ...look, most: 1 });
	return latest === undefined
		? null
		: readOrPassOver(() => readItem(schema, latest), table.passOver);
}

/** The earliest trace at a place, or null. */
export async function earliestTrace<T extends v.GenericSchema>(
	table: Table,
	schema: T,
	place: Place,
): Promise<v.InferOutput<T> | null> {
	const [earliest] = await queryTraces(table, place, { condition: '', most: 1 });
	return earliest === undefined
		? null
		: readOrPassOver(() => readItem(schema, earliest), table.passOver);
}

interface Question {
	readonly condition: string;
	readonly values?: Readonly<Record<string, string>>;
	readonly isLatestFirst?: boolean;
	readonly most: number;
}

function queryTraces(
	table: Table,
	{ memory, key }: Place,
	{ condition, values, isLatestFirst = false, most }: Question,
): Promise<unknown[]> {
	return queryPage(table, {
		KeyConditionExpression: `pk = :pk${condition}`,
		ExpressionAttributeValues: { ...values, ':pk': memoryPartition(memory, key) },
		ScanIndexForward: !isLatestFirst,
		Limit: most,
	});
}

function stampIn(item: unknown): string {
	return readItem(v.object({ sk: text }), item).sk;
}

/** Half a character, which only an edited record holds, is refused by DynamoDB; it is replaced. */
function wellFormed(value: NonNullable<Trace['value']>): NonNullable<Trace['value']> {
	return Object.fromEntries(
		Object.entries(value).map(([name, field]) => [
			name,
			typeof field === 'string' ? field.toWellFormed() : field,
		]),
	);
}
