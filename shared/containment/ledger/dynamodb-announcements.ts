import * as v from 'valibot';
import { count, readEach, readItem, text } from '../../runtime/dynamodb-item.ts';
import {
	IS_NEW,
	type Key,
	OPEN_INDEX,
	openItems,
	putIf,
	type Table,
	TTL,
	updateIf,
} from '../../runtime/dynamodb-table.ts';
import { policyPartition } from './dynamodb-containment-items.ts';
import { policy } from './dynamodb-fields.ts';
import type { PublisherRun } from './ledger-policy.ts';

/** A run of a publisher whose changes are not announced yet. */
export interface Unannounced extends PublisherRun {
	/** The containments that it changed. */
	readonly ids: readonly string[];
}

/** How long the item is kept, in seconds: what nobody could announce in a week is old news. */
const KEPT = 7 * 86_400;

const unannounced = v.object({ policy, generation: count, holder: text, ids: v.array(text) });

/** Notes that a run is not announced. It is in the index of open items until it is. */
export async function noteUnannounced(table: Table, run: Unannounced, at: number): Promise<void> {
	const open = { [OPEN_INDEX.partition]: 'announcement', [OPEN_INDEX.sort]: at };
	const { policy: of, generation, holder, ids } = run;
	const fields = { policy: of, generation, holder, ids, [TTL]: Math.floor(at / 1000) + KEPT };
	await putIf(table, { ...keyOf(run), ...open, ...fields }, IS_NEW);
}

/** The runs that are not announced yet, the longest waiting first. */
export async function readUnannounced(table: Table, most: number): Promise<Unannounced[]> {
	const items = await openItems(table, 'announcement', most);
	return readEach(items, (item) => readItem(unannounced, item), table.passOver);
}

/** Takes the run out of the index. The item stays for a while, so that a repeat does not add it. */
export async function recordAnnounced(table: Table, run: PublisherRun): Promise<void> {
	await updateIf(table, keyOf(run), {
		update: `REMOVE #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`,
		expression: 'attribute_exists(#pk)',
	});
}

function keyOf({ policy: of, generation }: PublisherRun): Key {
	return { pk: policyPartition(of), sk: `UNANNOUNCED#${String(generation).padStart(12, '0')}` };
}
