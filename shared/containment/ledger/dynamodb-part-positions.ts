import * as v from 'valibot';
import { readItem, readOrPassOver, text } from '../../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table, updateIf } from '../../runtime/dynamodb-table.ts';
import type { PartPositions, PartWork } from './part-positions.ts';

const position = v.pipe(text, v.regex(/^\d{1,15} [0-9a-f]+$/));
const item = v.object({ next: v.nullable(position) });

/** The positions in DynamoDB. One that cannot be read is told, and the work begins again. */
export function dynamodbPartPositions(table: Table): PartPositions {
	return {
		read: async (work) => {
			const found = (await getItem(table, keyOf(work))) ?? { next: null };
			return readOrPassOver(() => readItem(item, found), table.passOver)?.next ?? null;
		},
		write: async (work, next) => {
			const expression = 'attribute_not_exists(#next) OR #next <> :next';
			const update = { update: 'SET #next = :next', expression, values: { ':next': next } };
			await updateIf(table, keyOf(work), update);
		},
	};
}

function keyOf(work: PartWork): Key {
	return { pk: 'RECONCILE', sk: work.toUpperCase() };
}
