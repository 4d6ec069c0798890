import * as v from 'valibot';
import { readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import { queryPage, type Table, TTL, updateIf } from '../runtime/dynamodb-table.ts';
import { entriesBefore } from './dynamodb-entries.ts';
import { expiresAt, historyPartition } from './dynamodb-history-keys.ts';
import type { PeopleByName, SeenUser } from './people-by-name.ts';

const DAY = 86_400_000;
/** More people have no name in common; and whoever asks must choose one of them. */
const MOST_READ = 100;
const MOST_REMEMBERED = 10_000;
/** No stamp of a sign-in sorts after this. */
const AFTER_ALL = '~';

const user = v.object({ account: text, id: text, name: text, lastAt: time });
const idBehind = v.object({ person: text });

/**
 * Keeps the names of IAM users in the table: one item for each user, which a process writes at most
 * once a day. The ids behind the names of directory users are in the history already.
 */
export function dynamodbPeopleByName(table: Table): PeopleByName {
	const written = new Map<string, number>();
	return {
		remember: async (seen, at) => {
			const lastAt = Math.floor(at / DAY) * DAY;
			const place = `${seen.account} ${seen.id} ${seen.name}`;
			if (lastAt <= (written.get(place) ?? Number.NEGATIVE_INFINITY)) return;
			await write(table, seen, lastAt);
			if (written.size >= MOST_REMEMBERED) written.clear();
			written.set(place, lastAt);
		},
		iamUsers: async (name) => {
			const items = await queryPage(table, {
				KeyConditionExpression: 'pk = :pk',
				ExpressionAttributeValues: { ':pk': partitionOf(name) },
				Limit: MOST_READ,
			});
			return items
				.map((item) => readOrPassOver(() => readItem(user, item), table.passOver))
				.filter((one) => one !== null);
		},
		directoryUsers: async (name) => {
			const key = `idc-name:${name.toLowerCase()}`;
			const place = { kind: 'id', key, before: AFTER_ALL, most: MOST_READ } as const;
			const entries = await entriesBefore(table, place);
			const ids = entries.flatMap((entry) => {
				const read = readOrPassOver(() => readItem(idBehind, entry), table.passOver);
				return read?.person.startsWith('idc:') ? [read.person.slice('idc:'.length)] : [];
			});
			return [...new Set(ids)];
		},
	};
}

function partitionOf(name: string): string {
	return historyPartition('user-name', name.toLowerCase());
}

async function write(table: Table, { account, id, name }: SeenUser, lastAt: number): Promise<void> {
	await updateIf(
		table,
		{ pk: partitionOf(name), sk: `USER#${account}#${id}` },
		{
			update: `SET #account = :account, #id = :id, #name = :name, #lastAt = :lastAt, #${TTL} = :ttl`,
			expression: 'attribute_not_exists(#lastAt) OR #lastAt < :lastAt',
			values: {
				...{ ':account': account, ':id': id, ':name': name, ':lastAt': lastAt },
				':ttl': expiresAt('user-name', lastAt),
			},
		},
	);
}
