import * as v from 'valibot';
import { readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { latestForms } from './dynamodb-latest.ts';
import { COUNTS_FOR, type DirectoryWatch, dayOf, PORTAL } from './own-accounts.ts';

const MISSING: Key = { pk: 'PORTAL', sk: 'MISSING' };

const missing = v.object({ account: text, seenAt: time });
const portal = v.object({ seenAt: time });

/** Keeps in the table when a record of the portal last came, and when one was last missing. */
export function dynamodbDirectoryWatch(table: Table): DirectoryWatch {
	const keep = latestForms(table);
	const read = async <T extends v.GenericSchema>(schema: T, key: Key) => {
		const item = await getItem(table, key);
		return item === undefined ? null : readOrPassOver(() => readItem(schema, item), table.passOver);
	};
	return {
		noteMissing: ({ recipient, account, time }) => {
			const at = dayOf(time);
			const fields = {
				account: recipient ?? account ?? '-',
				[TTL]: Math.ceil((at + COUNTS_FOR.delivery) / 1_000),
			};
			return keep(MISSING, { by: 'seenAt', at, fields });
		},
		missing: async () => {
			const [last, seen] = await Promise.all([read(missing, MISSING), read(portal, PORTAL)]);
			if (last === null || (seen !== null && seen.seenAt >= last.seenAt)) return null;
			return { account: last.account, day: last.seenAt };
		},
	};
}
