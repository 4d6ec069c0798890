import { isDeepStrictEqual } from 'node:util';
import {
	deleteIf,
	IS_NEW,
	type Key,
	OPEN_INDEX,
	putIf,
	type Table,
	updateIf,
} from '../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../runtime/retry-on-conflict.ts';
import type { KeyAgeSettled, RecalledCase, StoredCase } from './case-store.ts';
import {
	casesPartition,
	judgedFields,
	keyAskedItem,
	keyAskedKey,
	locateCase,
	pointerItem,
	readCase,
} from './dynamodb-case-items.ts';
import { type KeptCase, settleEntries } from './kept-case.ts';
import { showCase, shownOnCard } from './show-case.ts';

/** A change of a case that was read. `time`: of the sign-in that may make the case due. */
interface Change {
	readonly stored: RecalledCase;
	readonly kept: KeptCase;
	readonly time: number;
}

/** Writes a case. Null if another judge has written it since it was read, or if it is gone. */
export async function writeCase(
	table: Table,
	at: Key,
	change: Change,
): Promise<RecalledCase | null> {
	const { stored, kept } = change;
	const next = { ...stored, ...showCase(kept), kept, judgements: stored.judgements + 1 };
	const [item] = await Promise.all([
		updateIf(table, at, updateTo(next, change)),
		askForKey(table, next),
	]);
	return item === null ? null : readCase(item);
}

/** Updates the part that judges write, and makes the case due if its card has changed. */
function updateTo(next: RecalledCase, { stored, time }: Change): Parameters<typeof updateIf>[2] {
	const hasGrown = !isDeepStrictEqual(shownOnCard(next.kept), shownOnCard(stored.kept));
	const needsMessage = stored.needsMessage || next.case.needsMessage;
	const isDue = hasGrown && needsMessage;
	const fields = Object.entries({ ...judgedFields(next.kept, next), needsMessage });
	const counts =
		'#judgements = #judgements + :one, #writes = #writes + :one, #revision = #revision + :grown';
	const sets = [...fields.map(([name]) => `#${name} = :${name}`), counts];
	return {
		update: `SET ${[...sets, ...(isDue ? [becomesDue(':urgency', ':time')] : [])].join(', ')}`,
		expression: '#id = :id AND #judgements = :judgements',
		values: {
			...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
			...{
				':id': next.kept.id,
				':judgements': stored.judgements,
				':one': 1,
				':grown': hasGrown ? 1 : 0,
			},
			...(isDue ? { ':time': time, ':case': 'case' } : {}),
		},
	};
}

/**
 * The assignments that make a case due; if it is due already, they change nothing. Both arguments
 * are names of values or of attributes. `:case` must be the string `case`.
 */
export function becomesDue(urgency: string, since: string): string {
	const sinceWhen = `if_not_exists(#dueSince, ${since})`;
	const { partition, sort } = OPEN_INDEX;
	return `#${partition} = :case, #dueSince = ${sinceWhen}, #${sort} = ${sinceWhen} + ${urgency}`;
}

/**
 * Writes the items beside a case: the pointer by its id, and the question for the age of its key.
 */
export async function putBeside(table: Table, recalled: RecalledCase): Promise<void> {
	const pointer = pointerItem(recalled.case.id, recalled.whose.key, recalled.case.lastAt);
	await Promise.all([putIf(table, pointer, IS_NEW), askForKey(table, recalled)]);
}

/** Deletes the question that was answered for this state of the case. A newer question stays. */
export async function forgetKeyAsked(table: Table, recalled: RecalledCase): Promise<void> {
	const key = keyAskedKey(casesPartition(recalled.whose.key), recalled.case.id);
	const values = { ':judgements': recalled.judgements };
	await deleteIf(table, key, { expression: '#judgements <= :judgements', values });
}

async function askForKey(table: Table, recalled: RecalledCase): Promise<void> {
	if (recalled.keyAsked === null) return;
	const isLater = {
		expression: `${IS_NEW.expression} OR #judgements < :judgements`,
		values: { ':judgements': recalled.judgements },
	};
	await putIf(table, keyAskedItem(casesPartition(recalled.whose.key), recalled), isLater);
}

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
