import * as v from 'valibot';
import { readItem, readOrPassOver, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table, TTL } from '../runtime/dynamodb-table.ts';
import type { AlarmedUser, AlarmsSeen, BackingKind } from './alarms-seen.ts';
import { expiresAt, historyPartition } from './dynamodb-history-keys.ts';
import { keepLatest } from './dynamodb-latest.ts';

const seen = v.object({ seenAt: time });

/** Keeps the alarms of a user in the table, one item for each kind with the latest time. */
export function dynamodbAlarmsSeen(table: Table): AlarmsSeen {
	return {
		note: (user, kind, at) =>
			keepLatest(table, keyOf(user, kind), {
				...{ by: 'seenAt', at },
				fields: { [TTL]: expiresAt('alarm', at) },
			}),
		last: async (user, kind) => {
			const item = await getItem(table, keyOf(user, kind));
			if (item === undefined) return null;
			return readOrPassOver(() => readItem(seen, item), table.passOver)?.seenAt ?? null;
		},
	};
}

function keyOf({ account, userId }: AlarmedUser, kind: BackingKind): Key {
	return { pk: historyPartition('alarm', `${account}|${userId}`), sk: kind.toUpperCase() };
}
