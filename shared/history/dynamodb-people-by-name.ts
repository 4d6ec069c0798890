import * as v from 'valibot';
import { readEach, readItem, text, time } from '../runtime/dynamodb-item.ts';
import { queryPage, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { entriesBefore } from './dynamodb-entries.ts';
import { expiresAt, historyPartition } from './dynamodb-history-keys.ts';
import { latestForms } from './dynamodb-latest.ts';
import type { PeopleByName } from './people-by-name.ts';

const DAY = 86_400_000;
/** More people have no name in common, and the person who asks must choose one of them. */
const MOST_READ = 100;
/** No stamp of a sign-in sorts after this. */
const AFTER_ALL = '~';

const user = v.object({ account: text, id: text, name: text, lastAt: time });
const idBehind = v.object({ person: text });

/**
 * Keeps the names of IAM users in the table: one item for each user, which a process writes at most
 * once a day. The ids behind the names of directory users are in the history already.
 */
export function dynamodbPeopleByName(table: Table): PeopleByName {
	const keep = latestForms(table);
	return {
		remember: ({ account, id, name }, time) => {
			const at = Math.floor(time / DAY) * DAY;
			const fields = { account, id, name, [TTL]: expiresAt('user-name', at) };
			const key = { pk: partitionOf(name), sk: `USER#${account}#${id}` };
			return keep(key, { by: 'lastAt', at, fields });
		},
		iamUsers: async (name) => {
			const items = await queryPage(table, {
				KeyConditionExpression: 'pk = :pk',
				ExpressionAttributeValues: { ':pk': partitionOf(name) },
				Limit: MOST_READ,
			});
			return readEach(items, (item) => readItem(user, item), table.passOver);
		},
		directoryUsers: async (name) => {
			const key = `idc-name:${name.toLowerCase()}`;
			const place = { kind: 'id', key, before: AFTER_ALL, most: MOST_READ } as const;
			const entries = await entriesBefore(table, place);
			const found = readEach(entries, (entry) => readItem(idBehind, entry), table.passOver);
			const ids = found.flatMap(({ person }) =>
				person.startsWith('idc:') ? [person.slice('idc:'.length)] : [],
			);
			return [...new Set(ids)];
		},
	};
}

function partitionOf(name: string): string {
	return historyPartition('user-name', name.toLowerCase());
}
