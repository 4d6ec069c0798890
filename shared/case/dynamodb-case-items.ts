import * as v from 'valibot';
import { claim, postedMessage } from '../outbox/posted-message.ts';
import { count, ordinal, readItem, text, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, OPEN_INDEX, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { sha256 } from '../runtime/sha256.ts';
import { SEVERITIES, severityRank } from '../verdict/verdict.ts';
import type { DueCase, RecalledCase, UnreadableCase } from './case-store.ts';
import type { KeptCase } from './kept-case.ts';
import {
	entryText,
	joinedText,
	keptEntry,
	keptJoined,
	keptLater,
	laterText,
} from './kept-case-text.ts';
import { type ShownCase, showCase } from './show-case.ts';

type Item = Key & Readonly<Record<string, unknown>>;

/**
 * How long a case is kept, in seconds: a year and a month, so that last year's cases can be looked
 * up.
 */
const CASE_KEPT = 400 * 86_400;
/** Greater than any time in milliseconds, so that the severity decides before the time does. */
const SEVERITY_STEP = 1e13;

const caseItem = v.object({
	sk: text,
	id: text,
	number: ordinal,
	whose: v.object({ key: text, subject: v.picklist(['person', 'workload', 'address']) }),
	entries: v.pipe(v.array(keptEntry), v.nonEmpty()),
	later: v.nullable(keptLater),
	/** Older versions did not keep it. */
	joined: v.optional(v.nullable(keptJoined)),
	before: v.nullable(v.object({ number: ordinal, deliveries: v.array(text) })),
	needsMessage: v.boolean(),
	dueSince: v.optional(time),
	revision: count,
	judgements: count,
	writes: count,
	answer: v.nullable(v.object({ by: text, at: time })),
	postedMessage: v.nullable(postedMessage),
	postedRevision: count,
	claim: v.nullable(claim),
	replies: v.array(text),
	/** Not shown, but a case becomes due by them: a write would fail without them. */
	...{ urgency: count, lastAt: time },
});

/** The partition of all cases of one key. It is a hash, because a key may be too long. */
export function casesPartition(key: string): string {
	return `WHOSE#${sha256(key)}`;
}

/** The key of the latest case. */
export function latestKey(key: string): Key {
	return { pk: casesPartition(key), sk: 'NOW' };
}

/** The key of a case that is not the latest any more. */
export function pastKey(pk: string, id: string): Key {
	return { pk, sk: `PAST#${id}` };
}

/** The key of the item by which a case is found by its id. */
export function pointerKey(id: string): Key {
	return { pk: `CASE#${id}`, sk: 'CASE' };
}

/** It is written only once and the case may go on for long, so it is kept twice as long. */
export function pointerItem(id: string, key: string, lastAt: number): Item {
	return { ...pointerKey(id), whose: casesPartition(key), [TTL]: keptUntil(lastAt) + CASE_KEPT };
}

/** Reads the partition of the case. Throws a DamagedItemError. */
export function readPointer(item: unknown): string {
	return readItem(v.object({ whose: text }), item).whose;
}

/** The key of the item that exists while a case waits for the age of an access key. */
export function keyAskedKey(pk: string, id: string): Key {
	return { pk, sk: `KEY#${id}` };
}

/** Holds `judgements` of the case, so that an answer does not delete a newer question. */
export function keyAskedItem(pk: string, { case: { id, lastAt }, judgements }: RecalledCase): Item {
	const open = { [OPEN_INDEX.partition]: 'key-age', [OPEN_INDEX.sort]: lastAt };
	return { ...keyAskedKey(pk, id), ...open, id, judgements, [TTL]: keptUntil(lastAt) };
}

/** Reads the id of the case that waits. Throws a DamagedItemError. */
export function readKeyAsked(item: unknown): string {
	return readItem(v.object({ id: text }), item).id;
}

/** The item of a case. It is in the index of open items while its message is due. */
export function itemOf(at: Key, recalled: RecalledCase): Item {
	const { whose, number, before, needsMessage, dueSince, revision, judgements, writes } = recalled;
	const { answer, postedMessage: message, postedRevision, claim: claimed, replies } = recalled;
	const judged = judgedFields(recalled.kept, recalled);
	const due = {
		dueSince,
		[OPEN_INDEX.partition]: 'case',
		[OPEN_INDEX.sort]: judged.urgency + (dueSince ?? 0),
	};
	return {
		...at,
		...judged,
		...{ id: recalled.case.id, number, whose, before, needsMessage, revision, judgements, writes },
		...{ answer, postedMessage: message, postedRevision, claim: claimed, replies },
		...(dueSince === null ? {} : due),
	};
}

/** The part of the item that follows from the sign-ins. Only judges write it. */
export function judgedFields({ entries, later, joined }: KeptCase, shown: Pick<ShownCase, 'case'>) {
	const { lastAt, severity } = shown.case;
	return {
		entries: entries.map(entryText),
		later: later && laterText(later),
		joined: joined && joinedText(joined),
		severity,
		lastAt,
		urgency: urgency(severity),
		[TTL]: keptUntil(lastAt),
	};
}

/** Reads a case. Throws a DamagedItemError. */
export function readCase(item: unknown): RecalledCase {
	const read = readItem(caseItem, item);
	const { sk: _, urgency: __, lastAt: ___, ...rest } = read;
	const { id, entries, later, joined = null, dueSince = null, ...stored } = rest;
	const kept: KeptCase = { id, whose: stored.whose, entries, later, joined };
	return { ...stored, ...showCase(kept), kept, dueSince };
}

/** Reads what is still readable of a damaged case. */
export function readUnreadable(item: unknown): UnreadableCase {
	const number = v.safeParse(v.object({ number: ordinal }), item);
	const id = v.safeParse(v.object({ id: text }), item);
	return {
		nextNumber: number.success ? number.output.number + 1 : null,
		id: id.success ? id.output.id : null,
	};
}

/** The key of the copy of an item that cannot be read, for a human. */
export function asideKey(pk: string, item: unknown): Key {
	return { pk, sk: `UNREADABLE#${sha256(JSON.stringify(item)).slice(0, 16)}` };
}

/**
 * Reads a due case that the index named; null if it is not due any more. Throws a DamagedItemError.
 */
export function readDue(item: unknown): DueCase | null {
	const due = v.object({ id: text, severity: v.picklist(SEVERITIES), dueSince: v.optional(time) });
	const { id, severity, dueSince } = readItem(due, item);
	return dueSince === undefined ? null : { id, severity };
}

/** The most severe case has the smallest number, so it comes first. */
function urgency(severity: DueCase['severity']): number {
	return (severityRank('critical') - severityRank(severity)) * SEVERITY_STEP;
}

function keptUntil(lastAt: number): number {
	return Math.floor(lastAt / 1000) + CASE_KEPT;
}

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
