import { isObject } from '../record/json-object.ts';
import {
	type Condition,
	getItem,
	IS_NEW,
	type Key,
	OPEN_INDEX,
	putIf,
	type Table,
} from '../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../runtime/retry-on-conflict.ts';
import { entryOf, openedCase } from './case-entry.ts';
import type {
	CaseAddition,
	CaseBefore,
	FoundCase,
	Joining,
	RecalledCase,
	UnreadableCase,
} from './case-store.ts';
import { asBefore, withUses } from './case-to-join.ts';
import {
	asideKey,
	findCase,
	itemOf,
	latestKey,
	pastKey,
	readCase,
	readUnreadable,
} from './dynamodb-case-items.ts';
import { putBeside, writeCase } from './dynamodb-write-case.ts';
import { deliveriesOf, deliveryHash, keepEntry } from './kept-case.ts';

/**
 * Adds a sign-in to the case that the addition names, with one conditional write. If another judge
 * has written the case since it was read, the case is read again. The items beside the case are
 * written at the same time. They follow from the addition alone, so a repeat writes what a killed
 * function did not.
 */
export async function addToCase(
	table: Table,
	addition: CaseAddition,
	recalled: FoundCase | undefined,
): Promise<RecalledCase> {
	let latest = recalled ?? null;
	return retryOnConflict(`the case ${addition.id}`, async () => {
		const added = await tryAdd(table, addition, latest);
		if (added !== null) return added;
		latest = await findCase(table, latestKey(addition.whose.key));
		return undefined;
	});
}

/**
 * Adds uses to the latest case of their key with one conditional write, or with none if that changes
 * nothing.
 */
export async function joinLatest(
	table: Table,
	{ key, uses, gaps }: Joining,
	recalled: FoundCase | undefined,
): Promise<RecalledCase | null> {
	const at = latestKey(key);
	let latest = recalled ?? null;
	return retryOnConflict(`the case of ${at.pk}`, async () => {
		if (latest === null || 'nextNumber' in latest) return null;
		const joined = await writeJoined(table, at, { stored: latest, uses, gaps });
		if (joined !== null) return joined;
		latest = await findCase(table, at);
		return undefined;
	});
}

interface ToJoin extends Pick<Joining, 'uses' | 'gaps'> {
	readonly stored: RecalledCase;
}

async function writeJoined(
	table: Table,
	at: Key,
	{ stored, uses, gaps }: ToJoin,
): Promise<RecalledCase | null> {
	const kept = withUses(stored, uses, gaps);
	const time = Math.max(...uses.map(({ signIn }) => signIn.time));
	return kept === stored.kept ? stored : writeCase(table, at, { stored, kept, time });
}

/** Null if another judge was faster. */
async function tryAdd(
	table: Table,
	addition: CaseAddition,
	latest: FoundCase | null,
): Promise<RecalledCase | null> {
	const at = latestKey(addition.whose.key);
	if (latest !== null && 'nextNumber' in latest) return openInstead(table, latest, addition);
	if (latest === null) return open(table, at, { addition, before: null, condition: IS_NEW });
	if (latest.number < addition.number) return openAfter(table, latest, addition);
	if (latest.number === addition.number) return join(table, at, { addition, stored: latest });
	const pastAt = pastKey(at.pk, addition.id);
	const stored = await findCase(table, pastAt);
	if (stored !== null) return join(table, pastAt, { addition, stored });
	return open(table, pastAt, { addition, before: null, condition: IS_NEW });
}

/**
 * Opens a case in the place of one that cannot be read. That item is copied for a human first, and
 * it is replaced only if it has not changed.
 */
async function openInstead(
	table: Table,
	{ id }: UnreadableCase,
	addition: CaseAddition,
): Promise<RecalledCase | null> {
	const at = latestKey(addition.whose.key);
	const item = await getItem(table, at);
	// Another judge may have replaced it since it was read.
	if (isObject(item) && readUnreadable(item).id === id) {
		const { [OPEN_INDEX.partition]: _, [OPEN_INDEX.sort]: __, ...kept } = item;
		await putIf(table, { ...kept, ...asideKey(at.pk, item) }, IS_NEW);
	}
	const condition =
		id === null
			? { expression: 'NOT attribute_type(#id, :string)', values: { ':string': 'S' } }
			: { expression: '#id = :id', values: { ':id': id } };
	return open(table, at, { addition, before: null, condition });
}

/** Copies the latest case to its past key first. Only a case that was copied may be replaced. */
async function openAfter(
	table: Table,
	latest: RecalledCase,
	addition: CaseAddition,
): Promise<RecalledCase | null> {
	const at = latestKey(addition.whose.key);
	const values = { ':writes': latest.writes };
	await putIf(table, itemOf(pastKey(at.pk, latest.case.id), latest), {
		expression: `${IS_NEW.expression} OR #writes < :writes`,
		values,
	});
	const condition = {
		expression: '#id = :id AND #writes = :writes',
		values: { ...values, ':id': latest.case.id },
	};
	return open(table, at, { addition, before: asBefore(latest), condition });
}

async function open(
	table: Table,
	at: Key,
	{
		addition,
		before,
		condition,
	}: { addition: CaseAddition; before: CaseBefore | null; condition: Condition },
): Promise<RecalledCase | null> {
	const item = itemOf(at, openedCase(addition, before));
	const opened = readCase(item);
	const [isOpened] = await Promise.all([putIf(table, item, condition), putBeside(table, opened)]);
	return isOpened ? opened : null;
}

/**
 * A sign-in that is in the case already comes again because a function was killed, perhaps before it
 * had written what is beside the case, also if it is judged in another way now.
 */
async function join(
	table: Table,
	at: Key,
	{ addition, stored }: { addition: CaseAddition; stored: RecalledCase },
): Promise<RecalledCase | null> {
	const { signIn } = addition.judged;
	const kept = keepEntry(stored.kept, entryOf(addition));
	const isRepeat = deliveriesOf(stored.kept).includes(deliveryHash(signIn));
	const [joined] = await Promise.all([
		kept === stored.kept ? stored : writeCase(table, at, { stored, kept, time: signIn.time }),
		isRepeat ? putBeside(table, stored) : null,
	]);
	return joined;
}
