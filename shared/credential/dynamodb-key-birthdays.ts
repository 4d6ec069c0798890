import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { readItem, readOrPassOver, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { KeyBirthdays } from './iam-key-ages.ts';

/**
 * Seconds. A key's creation date never changes; items end only so that deleted keys do not stay in
 * the table for ever.
 */
const KEPT = 30 * 86_400;

const birthday = v.object({ createdAt: time });

/**
 * Stores when access keys and users were made, one item for each id. `now` gives milliseconds since
 * 1970.
 */
export function dynamodbKeyBirthdays(table: Table, now: () => number): KeyBirthdays {
	return {
		read: async (keyId) => {
			const item = await getItem(table, birthdayKey(keyId));
			if (item === undefined) return null;
			return readOrPassOver(() => readItem(birthday, item), table.passOver)?.createdAt ?? null;
		},
		write: async (keyId, createdAt) => {
			const Item = { ...birthdayKey(keyId), createdAt, [TTL]: Math.floor(now() / 1000) + KEPT };
			await table.client.send(new PutCommand({ TableName: table.name, Item }));
		},
	};
}

/**
 * Keys of items appear in metrics and errors, where access key ids must not appear, so they are
 * hashed.
 */
function birthdayKey(keyId: string): Key {
	return { pk: `KEY#${sha256(keyId)}`, sk: 'BIRTHDAY' };
}
