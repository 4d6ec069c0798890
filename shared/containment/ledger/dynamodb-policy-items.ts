import * as v from 'valibot';
import { count, readItem, text, time } from '../../runtime/dynamodb-item.ts';
import type { Key } from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import { policyPartition } from './dynamodb-containment-items.ts';
import { generation, problem, textChange } from './dynamodb-fields.ts';
import { SETTLED_STATES, type TextPublication } from './ledger-policy.ts';

export const PUBLICATIONS = 'PUBLICATION#';

const outcome = v.object({
	...{ id: text, state: v.picklist(SETTLED_STATES), problem },
	issuedBefore: v.exactOptional(time),
});

export const work = v.object({
	generation,
	at: time,
	holder: text,
	/** Null if no text was replaced. */
	text: v.nullable(textChange),
	/** Null until the publisher has recorded the outcomes. */
	result: v.nullable(v.object({ at: time, outcomes: v.array(outcome) })),
});
/** What the holder of a lease has recorded. It may not be written to the containments yet. */
export type Work = v.InferOutput<typeof work>;

const publication = v.object({
	...textChange.entries,
	generation: count,
	at: time,
	holder: text,
	result: v.picklist(['settled', 'interrupted']),
});

/** The item of a publication: one for each generation, so that a repeat writes the same item. */
export function publicationItem(
	policy: PolicyId,
	{ generation, at, holder, text: change, result }: Work,
) {
	return {
		pk: policyPartition(policy),
		sk: `${PUBLICATIONS}${String(generation).padStart(12, '0')}`,
		...{ generation, at, holder, ...change, result: result === null ? 'interrupted' : 'settled' },
	};
}

/** Reads a publication. Throws a DamagedItemError. */
export function readPublication(item: unknown): TextPublication {
	return readItem(publication, item);
}

/** The key of a text: its hash, so that each text is stored once. */
export function textKey(hash: string): Key {
	return { pk: `TEXT#${hash}`, sk: 'TEXT' };
}

/** Reads a text. Throws a DamagedItemError. */
export function readText(item: unknown): string {
	return readItem(v.object({ text: v.string() }), item).text;
}
