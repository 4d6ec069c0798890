import { getItem, type Key, type Table } from '../runtime/dynamodb-table.ts';
import type { RecalledCase } from './case-store.ts';
import { pastKey, pointerKey, readCase, readPointer } from './dynamodb-case-items.ts';

/** A case and its current key. */
interface Located {
	readonly at: Key;
	readonly stored: RecalledCase;
}

/** Reads a case consistently; null if there is none. */
export async function findCase(table: Table, key: Key): Promise<RecalledCase | null> {
	const item = await getItem(table, key);
	return item === undefined ? null : readCase(item);
}

/**
 * Finds a case by its id. A case is copied to its past key before another one replaces it, so it is
 * always at one of the two keys.
 */
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
