import { getItem, type Key, type Table } from '../runtime/dynamodb-table.ts';
import type { RecalledCase } from './case-store.ts';
import { pastKey, pointerKey, readCase, readPointer } from './dynamodb-case-items.ts';

/** A case and where it lies at this moment. */
interface Located {
	readonly at: Key;
	readonly stored: RecalledCase;
}

/** As it stands at this moment, or null. */
export async function findCase(table: Table, key: Key): Promise<RecalledCase | null> {
	const item = await getItem(table, key);
	return item === undefined ? null : readCase(item);
}

/** By its id, or null. A case is put away before another takes its place, so it is never at neither. */
export async function locateCase(table: Table, id: string): Promise<Located | null> {
	const pointer = await getItem(table, pointerKey(id));
	if (pointer === undefined) return null;
	const pk = readPointer(pointer);
	for (const at of [{ pk, sk: 'NOW' }, pastKey(pk, id)]) {
		const stored = await findCase(table, at);
		if (stored?.case.id === id) return { at, stored };
	}
	return null;
}
