import { getItem, type Key, type Table } from '../runtime/dynamodb-table.ts';
import type { KeyAgeSettled, RecalledCase, StoredCase } from './case-store.ts';
import { pastKey, pointerKey, readPointer } from './dynamodb-case-items.ts';
import { findCase, forgetKeyAsked, writeKept } from './dynamodb-case-writes.ts';
import { settleEntries } from './kept-case.ts';

/** A case and where it lies at this moment. */
interface Located {
	readonly at: Key;
	readonly stored: RecalledCase;
}

const MOST_ATTEMPTS = 20;

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

/** Judges the case's sign-ins by this key again, and takes the question away. */
export async function settleKeyAge(
	table: Table,
	id: string,
	settled: KeyAgeSettled,
): Promise<StoredCase | null> {
	for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
		const located = await locateCase(table, id);
		if (located === null) return null;
		const { at, stored } = located;
		const kept = settleEntries(stored.kept, settled);
		const time = stored.case.lastAt;
		const after = kept === stored.kept ? stored : await writeKept(table, at, { stored, kept, time });
		if (after === null) continue;
		if (after.keyAsked === null) await forgetKeyAsked(table, after);
		return after;
	}
	throw new Error(`the case ${id} was changed by others ${MOST_ATTEMPTS} times in a row; try again later`);
}
