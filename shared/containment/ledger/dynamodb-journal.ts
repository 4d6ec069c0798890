import { getItem, IS_NEW, putIf, type Table } from '../../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../../runtime/retry-on-conflict.ts';
import {
	containmentPartition,
	demandItem,
	type Head,
	headItem,
	headKey,
	MOST_STEPS,
	readHead,
	stepItem,
} from './dynamodb-containment-items.ts';
import type { Containment } from './ledger.ts';
import type { Advanced } from './ledger-requests.ts';

/** Decides how a containment changes; null if it does not. */
export type Decide = (containment: Containment | null) => Advanced | null;

/**
 * Changes a containment with one conditional write of its head. The head carries the steps of that
 * write. The history and the demands of the policies follow from the head. So a function that is
 * killed between these writes leaves everything that the next one needs: the steps of a head are in
 * the history before the head is replaced, and a call that changes nothing writes again what may be
 * missing.
 *
 * `isNew`: there is probably no head yet, which saves a read.
 */
export async function advance(
	table: Table,
	id: string,
	{ decide, isNew = false }: { readonly decide: Decide; readonly isNew?: boolean },
): Promise<Containment | null> {
	let head = isNew ? null : await findHead(table, id);
	return retryOnConflict(containmentPartition(id), async () => {
		const advanced = decide(head?.containment ?? null);
		if (advanced === null) {
			if (head !== null) await follow(table, head);
			return head?.containment ?? null;
		}
		const next: Head = { containment: advanced.containment, lastSteps: advanced.added };
		const isDone = head === null ? await begin(table, next) : await replace(table, head, next);
		if (isDone) return next.containment;
		head = await findHead(table, id);
		return undefined;
	});
}

/** Reads a head consistently; null if there is none. */
export async function findHead(table: Table, id: string): Promise<Head | null> {
	const item = await getItem(table, headKey(id));
	return item === undefined ? null : readHead(item);
}

/**
 * Writes the first head and its demands at the same time, because the deny is urgent. If there is a
 * head already, its demands are of the same step or a later one and are not replaced. The first
 * step stays in the head until the next write.
 */
async function begin(table: Table, first: Head): Promise<boolean> {
	const [isNew] = await Promise.all([
		putIf(table, headItem(first), IS_NEW),
		writeDemands(table, first.containment),
	]);
	return isNew;
}

async function replace(table: Table, head: Head, next: Head): Promise<boolean> {
	await writeSteps(table, head);
	const values = { ':steps': head.containment.steps };
	if (!(await putIf(table, headItem(next), { expression: '#steps = :steps', values })))
		return false;
	await follow(table, next);
	return true;
}

/** Writes everything that follows from a head. */
async function follow(table: Table, head: Head): Promise<void> {
	await Promise.all([writeSteps(table, head), writeDemands(table, head.containment)]);
}

async function writeSteps(table: Table, { containment, lastSteps }: Head): Promise<void> {
	await Promise.all(lastSteps.map((step) => putIf(table, stepItem(containment.id, step), IS_NEW)));
}

/**
 * Replaces a demand only by that of a later step, or one whose step cannot be read: it would stay
 * as it is for ever. When a containment has ended, its demand stays for a while and demands nothing:
 * if it were deleted, a late writer could restore it.
 */
async function writeDemands(table: Table, containment: Containment): Promise<void> {
	const isLater = {
		expression:
			`${IS_NEW.expression} OR #steps < :steps OR #steps > :most OR ` +
			'NOT attribute_type(#steps, :number)',
		values: { ':steps': containment.steps, ':most': MOST_STEPS, ':number': 'N' },
	};
	await Promise.all(
		containment.policies.map((entry) => putIf(table, demandItem(containment, entry), isLater)),
	);
}
