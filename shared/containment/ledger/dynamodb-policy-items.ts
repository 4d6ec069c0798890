import * as v from 'valibot';
import { count, readItem, text, time } from '../../runtime/dynamodb-item.ts';
import type { Key } from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import { PLACEHOLDER } from '../document/placeholder.ts';
import { policyPartition } from './dynamodb-containment-items.ts';
import { problem, textChange } from './dynamodb-fields.ts';
import { SETTLED_STATES, type TextPublication, textHash } from './ledger-policy.ts';

export const PUBLICATIONS = 'PUBLICATION#';

const outcome = v.object({ id: text, state: v.picklist(SETTLED_STATES), problem });

const work = v.object({
	generation: count,
	at: time,
	holder: text,
	/** Null where no text was replaced. */
	text: v.nullable(textChange),
	/** Null until the publisher has said what came of it. */
	result: v.nullable(v.object({ at: time, outcomes: v.array(outcome) })),
});
/** What the holder of a lease has recorded and what may not have been carried to the containments yet. */
export type Work = v.InferOutput<typeof work>;

const lease = v.object({
	generation: count,
	/** The newest generation that has said what came of its publication. */
	settled: v.optional(count, 0),
	work: v.optional(work),
	/** Hashes of the texts one of which must stand there. Every policy is made with the placeholder. */
	expected: v.optional(v.array(v.string()), [textHash(PLACEHOLDER)]),
	begunAt: v.optional(time, 0),
});

const publication = v.object({
	...textChange.entries,
	generation: count,
	at: time,
	holder: text,
	result: v.picklist(['settled', 'interrupted']),
});

/** The one item under which a policy's publisher works. */
export function leaseKey(policy: PolicyId): Key {
	return { pk: policyPartition(policy), sk: 'LEASE' };
}

/** A policy that nobody has leased yet has every default. Throws a DamagedItemError. */
export function readLease(item: unknown) {
	return readItem(lease, item);
}

/** One for each generation, so that a repeat writes the same item. */
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

/** Throws a DamagedItemError. */
export function readPublication(item: unknown): TextPublication {
	return readItem(publication, item);
}

/** Texts lie under their hash, each once. */
export function textKey(hash: string): Key {
	return { pk: `TEXT#${hash}`, sk: 'TEXT' };
}

/** Throws a DamagedItemError. */
export function readText(item: unknown): string {
	return readItem(v.object({ text: v.string() }), item).text;
}
