import { getItem, IS_NEW, putIf, type Table } from '../../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../../runtime/retry-on-conflict.ts';
import {
	containmentPartition,
	demandItem,
	type Head,
	headItem,
	headKey,
	readHead,
	stepItem,
} from './dynamodb-containment-items.ts';
import type { Containment } from './ledger.ts';
import type { Advanced } from './ledger-step.ts';

/** What a call makes of a containment; null: it stays as it is. */
export type Decide = (containment: Containment | null) => Advanced | null;

/**
 * Takes a containment further. One conditional write of its head decides; the head carries the steps of that write.
 * The history and the policies' copies follow from the head, so whoever dies between these writes leaves all that the
 * next one needs: before a head is replaced its steps are in the history, and a call that changes nothing writes
 * once more whatever may be missing.
 *
 * `isNew`: most probably nothing is there, which saves a read.
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

/** The head as it stands at this moment, or null. */
export async function findHead(table: Table, id: string): Promise<Head | null> {
	const item = await getItem(table, headKey(id));
	return item === undefined ? null : readHead(item);
}

/**
 * A first head and its copies at once, as somebody waits for the deny. Where there is a head already, its copies are
 * of the same step or a later one, which these do not replace; its first step stays in the head until the next write.
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

/** All that follows from a head. */
async function follow(table: Table, head: Head): Promise<void> {
	await Promise.all([writeSteps(table, head), writeDemands(table, head.containment)]);
}

async function writeSteps(table: Table, { containment, lastSteps }: Head): Promise<void> {
	await Promise.all(lastSteps.map((step) => putIf(table, stepItem(containment.id, step), IS_NEW)));
}

/**
 * A copy is only replaced by that of a later step. What is over stays as a copy that asks for nothing, until its time
 * to live is over: if it were deleted, a late writer could bring it back.
 */
async function writeDemands(table: Table, containment: Containment): Promise<void> {
	const isLater = {
		expression: `${IS_NEW.expression} OR #steps < :steps`,
		values: { ':steps': containment.steps },
	};
	await Promise.all(
		containment.policies.map((entry) => putIf(table, demandItem(containment, entry), isLater)),
	);
}
