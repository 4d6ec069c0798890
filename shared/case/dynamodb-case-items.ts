import * as v from 'valibot';
import { claim, said } from '../outbox/dynamodb-said.ts';
import { count, ordinal, readItem, text, time } from '../runtime/dynamodb-item.ts';
import { type Key, OPEN_INDEX, TTL } from '../runtime/dynamodb-table.ts';
import { sha256 } from '../runtime/sha256.ts';
import { SEVERITIES, severityRank } from '../verdict/verdict.ts';
import type { DueCase, RecalledCase, UnreadableCase } from './case-store.ts';
import type { KeptCase } from './kept-case.ts';
import { entryText, keptEntry, keptLater, laterText } from './kept-case-text.ts';
import { type ShownCase, showCase } from './show-case.ts';

type Item = Key & Readonly<Record<string, unknown>>;

/** Seconds. A year and a month, so that last year's can be looked up. */
const CASE_KEPT = 400 * 86_400;
/** More than any time in milliseconds that a sign-in can have: the severity decides first. */
const SEVERITY_STEP = 1e13;

const caseItem = v.object({
	sk: text,
	id: text,
	number: ordinal,
	whose: v.object({ key: text, subject: v.picklist(['person', 'workload', 'address']) }),
	entries: v.pipe(v.array(keptEntry), v.nonEmpty()),
	later: v.nullable(keptLater),
	before: v.nullable(v.object({ number: ordinal, deliveries: v.array(text) })),
	posted: v.boolean(),
	dueSince: v.optional(time),
	revision: count,
	judgements: count,
	writes: count,
	answer: v.nullable(v.object({ by: text, at: time })),
	said: v.nullable(said),
	saidRevision: count,
	claim: v.nullable(claim),
	replies: v.array(text),
});

/** Where the cases under one key lie together. A key holds names and addresses of any length. */
export function casesPartition(key: string): string {
	return `WHOSE#${sha256(key)}`;
}

/** The latest case under a key. */
export function latestKey(key: string): Key {
	return { pk: casesPartition(key), sk: 'NOW' };
}

/** A case that is not the latest any more. */
export function pastKey(pk: string, id: string): Key {
	return { pk, sk: `PAST#${id}` };
}

/** The item that says under which key a case is. */
export function pointerKey(id: string): Key {
	return { pk: `CASE#${id}`, sk: 'CASE' };
}

/** It is written once, while the case may go on for long: so it stays twice as long. */
export function pointerItem(id: string, key: string, lastAt: number): Item {
	return { ...pointerKey(id), whose: casesPartition(key), [TTL]: keptUntil(lastAt) + CASE_KEPT };
}

/** The partition that the item names. Throws a DamagedItemError. */
export function readPointer(item: unknown): string {
	return readItem(v.object({ whose: text }), item).whose;
}

/** Stands beside a case while IAM is asked for the age of its key. */
export function keyAskedKey(pk: string, id: string): Key {
	return { pk, sk: `KEY#${id}` };
}

/** `judgements`: as of which of the case's writes it is asked, so that a settled question cannot remove a newer one. */
export function keyAskedItem(pk: string, { case: { id, lastAt }, judgements }: RecalledCase): Item {
	const open = { [OPEN_INDEX.partition]: 'key-age', [OPEN_INDEX.sort]: lastAt };
	return { ...keyAskedKey(pk, id), ...open, id, judgements, [TTL]: keptUntil(lastAt) };
}

/** The case's id in an item that asks. */
export function readKeyAsked(item: unknown): string {
	return readItem(v.object({ id: text }), item).id;
}

/** The item of a case. It is in the index of what is open while something is due to be said. */
export function itemOf(at: Key, recalled: RecalledCase): Item {
	const { whose, number, before, posted, dueSince, revision, judgements, writes } = recalled;
	const { answer, said: message, saidRevision, claim: claimed, replies } = recalled;
	const judged = judgedFields(recalled.kept, recalled);
	const due = {
		dueSince,
		[OPEN_INDEX.partition]: 'case',
		[OPEN_INDEX.sort]: judged.urgency + (dueSince ?? 0),
	};
	return {
		...at,
		...judged,
		...{ id: recalled.case.id, number, whose, before, posted, revision, judgements, writes },
		...{ answer, said: message, saidRevision, claim: claimed, replies },
		...(dueSince === null ? {} : due),
	};
}

/** What follows from the case's sign-ins: the part of the item that only judges write. */
export function judgedFields({ entries, later }: KeptCase, shown: Pick<ShownCase, 'case'>) {
	const { lastAt, severity } = shown.case;
	return {
		entries: entries.map(entryText),
		later: later && laterText(later),
		severity,
		lastAt,
		urgency: urgency(severity),
		[TTL]: keptUntil(lastAt),
	};
}

/** What the item keeps, with what follows from it. Throws a DamagedItemError. */
export function readCase(item: unknown): RecalledCase {
	const { sk: _, id, entries, later, dueSince = null, ...stored } = readItem(caseItem, item);
	const kept: KeptCase = { id, whose: stored.whose, entries, later };
	return { ...stored, ...showCase(kept), kept, dueSince };
}

/** What can still be read of an item that is damaged. */
export function readUnreadable(item: unknown): UnreadableCase {
	const number = v.safeParse(v.object({ number: ordinal }), item);
	const id = v.safeParse(v.object({ id: text }), item);
	return {
		nextNumber: number.success ? number.output.number + 1 : null,
		id: id.success ? id.output.id : null,
	};
}

/** Where an item that cannot be read is kept for a human, out of the way of the next case. */
export function asideKey(pk: string, item: unknown): Key {
	return { pk, sk: `UNREADABLE#${sha256(JSON.stringify(item)).slice(0, 16)}` };
}

/** What is due of an item that the index has named; null where it is not due any more. */
export function readDue(item: unknown): DueCase | null {
	const due = v.object({ id: text, severity: v.picklist(SEVERITIES), dueSince: v.optional(time) });
	const { id, severity, dueSince } = readItem(due, item);
	return dueSince === undefined ? null : { id, severity };
}

/** The most severe first. */
function urgency(severity: DueCase['severity']): number {
	return (severityRank('critical') - severityRank(severity)) * SEVERITY_STEP;
}

function keptUntil(lastAt: number): number {
	return Math.floor(lastAt / 1000) + CASE_KEPT;
}
