import * as v from 'valibot';
import { keepLatest } from '../history/dynamodb-latest.ts';
import { count, readItem, readOrPassOver, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table } from '../runtime/dynamodb-table.ts';
import { keptLook } from './kept-look.ts';
import type { StackSetWatch } from './watch-state.ts';

const PLACE: Key = { pk: 'ORGANIZATION', sk: 'INSTANCES' };
const item = v.object({
	...{ dueAt: time, failingSince: v.nullable(time), unsettledSince: v.nullable(time) },
	look: v.nullable(keptLook),
	told: v.object({ number: count, digest: v.string() }),
});

/** Keeps the state in one item. One that cannot be read is told, and the watch begins again. */
export function dynamodbStackSetWatch(table: Table): StackSetWatch {
	return {
		read: async () => {
			const stored = await getItem(table, PLACE);
			if (stored === undefined) return null;
			return readOrPassOver(() => readItem(item, stored), table.passOver);
		},
		write: async (state, now) => {
			const form = { by: 'notedAt', at: now, fields: { ...state } };
			await keepLatest(table, PLACE, { ...form, orIf: '#notedAt = :notedAt' });
		},
	};
}
