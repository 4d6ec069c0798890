import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { readItem, readOrPassOver, text } from '../runtime/dynamodb-item.ts';
import { queryPage, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { expiresAt, historyPartition } from './dynamodb-history-keys.ts';
import type { Place } from './history-places.ts';

/**
 * What one sign-in adds to a place. A null value removes what the same sign-in had added when it
 * was judged before.
 */
export interface Entry extends Place {
	readonly value: Readonly<Record<string, string | number | boolean | null>> | null;
}

/** The sign-in that adds the entry. */
export interface Writer {
	readonly stamp: string;
	/** The record's own time, in milliseconds since 1970. */
	readonly time: number;
}

/**
 * Writes an entry. Every sign-in has its own item at a place, so that writing can be repeated or
 * changed without reading first.
 */
export async function writeEntry(
	{ client, name }: Table,
	{ kind, key, value }: Entry,
	{ stamp, time }: Writer,
): Promise<void> {
	const place = { pk: historyPartition(kind, key), sk: stamp };
	if (value === null) {
		await client.send(new DeleteCommand({ TableName: name, Key: place }));
		return;
	}
	const item = { ...place, ...wellFormed(value), [TTL]: expiresAt(kind, time) };
	await client.send(new PutCommand({ TableName: name, Item: item }));
}

/** A place, and the stamp before which to look. */
export interface EntryLookup extends Place {
	readonly before: string;
	/** The earliest stamp to look at; all stamps if it is left out. */
	readonly from?: string;
	readonly most: number;
}

/** Reads the last entries before a stamp consistently, the latest first. */
export async function entriesBefore(
	table: Table,
	{ before, from = '0', most, ...place }: EntryLookup,
) {
	const items = await queryEntries(table, place, {
		condition: ' AND sk BETWEEN :from AND :before',
		values: { ':from': from, ':before': before },
		isLatestFirst: true,
		// BETWEEN includes both ends, and the sign-in that asks may have its own entry there.
		most: most + 1,
	});
	return items.filter((item) => stampIn(item) !== before).slice(0, most);
}

/** Reads the latest entry before a stamp, or gives null. */
export async function latestBefore<T extends v.GenericSchema>(
	table: Table,
	schema: T,
	lookup: Omit<EntryLookup, 'most'>,
): Promise<v.InferOutput<T> | null> {
	const [latest] = await entriesBefore(table, { ...lookup, most: 1 });
	return latest === undefined
		? null
		: readOrPassOver(() => readItem(schema, latest), table.passOver);
}

/** Reads the earliest entry at a place, or gives null. */
export async function earliestEntry<T extends v.GenericSchema>(
	table: Table,
	schema: T,
	place: Place,
): Promise<v.InferOutput<T> | null> {
	const [earliest] = await queryEntries(table, place, { condition: '', most: 1 });
	return earliest === undefined
		? null
		: readOrPassOver(() => readItem(schema, earliest), table.passOver);
}

interface EntryQuery {
	readonly condition: string;
	readonly values?: Readonly<Record<string, string>>;
	readonly isLatestFirst?: boolean;
	readonly most: number;
}

function queryEntries(
	table: Table,
	{ kind, key }: Place,
	{ condition, values, isLatestFirst = false, most }: EntryQuery,
): Promise<unknown[]> {
	return queryPage(table, {
		KeyConditionExpression: `pk = :pk${condition}`,
		ExpressionAttributeValues: { ...values, ':pk': historyPartition(kind, key) },
		ScanIndexForward: !isLatestFirst,
		Limit: most,
	});
}

function stampIn(item: unknown): string {
	return readItem(v.object({ sk: text }), item).sk;
}

/**
 * DynamoDB refuses half a surrogate pair, which only an edited record contains, so it is replaced.
 */
function wellFormed(value: NonNullable<Entry['value']>): NonNullable<Entry['value']> {
	return Object.fromEntries(
		Object.entries(value).map(([name, field]) => [
			name,
			typeof field === 'string' ? field.toWellFormed() : field,
		]),
	);
}
