import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { readItem, readOrPassOver, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { KeyBirthdays } from './iam-key-ages.ts';

/** Seconds. A birthday never changes; this only keeps keys that are long gone from staying for ever. */
const KEPT = 30 * 86_400;

const birthday = v.object({ createdAt: time });

/** When access keys were made, one item per key. `now`: milliseconds since 1970. */
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

/** Keys of items show in metrics and errors; ids of access keys must not. */
function birthdayKey(keyId: string): Key {
	return { pk: `KEY#${sha256(keyId)}`, sk: 'BIRTHDAY' };
}
