import type { Table } from '../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../runtime/retry-on-conflict.ts';
import type { KeyAgeSettled, StoredCase } from './case-store.ts';
import { locateCase } from './dynamodb-find-case.ts';
import { forgetKeyAsked, writeCase } from './dynamodb-write-case.ts';
import { settleEntries } from './kept-case.ts';

/** Judges the sign-ins with this key again, and deletes the question for its age. */
export async function settleKeyAge(
	table: Table,
	id: string,
	settled: KeyAgeSettled,
): Promise<StoredCase | null> {
	return retryOnConflict(`the case ${id}`, async () => {
		const located = await locateCase(table, id);
		if (located === null) return null;
		const { at, stored } = located;
		const kept = settleEntries(stored.kept, settled);
		const time = stored.case.lastAt;
		const after =
			kept === stored.kept ? stored : await writeCase(table, at, { stored, kept, time });
		if (after === null) return undefined;
		if (after.keyAsked === null) await forgetKeyAsked(table, after);
		return after;
	});
}
