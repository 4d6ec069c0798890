import * as v from 'valibot';
import { readItem, readOrPassOver, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table } from '../runtime/dynamodb-table.ts';
import type { AccountLists } from './account-lists.ts';
import { keepLatest } from './dynamodb-latest.ts';
import { noteListed } from './dynamodb-own-accounts.ts';

const HOUR = 3_600_000;
const PLACE: Key = { pk: 'ORGANIZATION', sk: 'LIST' };
const item = v.object({ dueAt: time });

/** Keeps the accounts beside those that deliver, and one item that says when to list them again. */
export function dynamodbAccountLists(table: Table): AccountLists {
	const dueAt = (at: number) => keepLatest(table, PLACE, { by: 'dueAt', at, fields: {} });
	return {
		isDue: async (now) => {
			const stored = await getItem(table, PLACE);
			if (stored === undefined) return true;
			const read = readOrPassOver(() => readItem(item, stored), table.passOver);
			return read === null || read.dueAt <= now;
		},
		note: async (accounts, now) => {
			await noteListed(table, accounts, now);
			await dueAt(now + 24 * HOUR);
		},
		noteFailure: async (now) => {
			await dueAt(now + HOUR);
		},
	};
}
