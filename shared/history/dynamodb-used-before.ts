import * as v from 'valibot';
import { readEach, readItem, text, time } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import { type Entry, entriesBefore } from './dynamodb-entries.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import type { Facts, Remembered } from './history.ts';
import { KEEP } from './history-places.ts';
import { MOST_NOTED, notedUse, type UsedBefore, usedBefore, usePlace } from './used-before.ts';

const noted = v.object({ time, action: text, isTold: v.boolean() });

/** Reads the earlier uses of the credential at this network; null if there are none. */
export async function findUses(table: Table, facts: Facts): Promise<UsedBefore | null> {
	const place = usePlace(facts);
	if (place === null) return null;
	const items = await entriesBefore(table, {
		...{ ...place, most: MOST_NOTED, before: stampOf(facts.signIn) },
		from: orderTextFrom(facts.signIn.time - KEEP.use),
	});
	const notes = readEach(items, (item) => readItem(noted, item), table.passOver);
	return usedBefore(notes, facts.signIn.time);
}

/** Notes a use that was told or that is due, or removes what the same record had noted before. */
export function useEntries(facts: Facts, outcome: Remembered): Entry[] {
	const place = usePlace(facts);
	if (place === null || outcome.use === null) return [];
	const use = notedUse(facts, outcome);
	return [{ ...place, value: use === null ? null : { ...use } }];
}
