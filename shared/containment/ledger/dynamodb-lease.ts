import * as v from 'valibot';
import {
	type PassOver,
	readItem,
	readOrPassOver,
	text,
	time,
} from '../../runtime/dynamodb-item.ts';
import { getItem, type Key, putIf, type Table, updateIf } from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import { PLACEHOLDER } from '../document/placeholder.ts';
import { policyPartition } from './dynamodb-containment-items.ts';
import { generation, MOST_GENERATION } from './dynamodb-fields.ts';
import { type Work, work } from './dynamodb-policy-items.ts';
import { type Lease, textHash } from './ledger-policy.ts';

/** Holds only for the newest lease of a policy. Every write of a publisher has this condition. */
export const IS_NEWEST = '#generation = :generation';
const IS_READABLE = {
	expression: '#generation BETWEEN :zero AND :most',
	values: { ':zero': 0, ':most': MOST_GENERATION },
};
const IS_MINE = `${IS_NEWEST} AND #holder = :holder`;

const lease = v.object({
	generation,
	/** The newest generation that has recorded its outcomes. */
	settled: v.optional(generation, 0),
	work: v.optional(work),
	/** The hashes of the texts of which one must be at AWS; a new policy has the placeholder. */
	expected: v.optional(v.array(v.string())),
	begunAt: v.optional(time, 0),
});
type LeaseItem = v.InferOutput<typeof lease>;

/** A lease that was just taken. Outcomes of a later one would keep it from recording its own. */
const newest = v.pipe(
	lease,
	v.check(({ settled, generation }) => settled < generation, 'settled: by no lease so far'),
);

/** What can be read of a damaged item. Nobody knows then which text is at AWS. */
const damagedLease = v.object({
	generation: v.fallback(v.nullable(generation), null),
	work: v.fallback(lease.entries.work, undefined),
	begunAt: v.fallback(lease.entries.begunAt, 0),
});

/** The holder's part of the item. */
const held = v.object({ generation, holder: text, expires: time });

/** Leases last for minutes. One that ends much later than that was not written by a publisher. */
const LONGEST_MS = 86_400_000;

/** The key of the item that a publisher leases. */
export function leaseKey(policy: PolicyId): Key {
	return { pk: policyPartition(policy), sk: 'LEASE' };
}

/** A lease, and what an earlier holder has recorded but not carried out. */
export interface Taken {
	readonly lease: Lease;
	readonly work: Work | undefined;
}

/** Who asks for a lease, and for how long. */
export interface Asking {
	readonly holder: string;
	readonly now: number;
	readonly ms: number;
}

/**
 * Takes the lease of a policy; null while another run holds it. An item that cannot be read is
 * written anew, so that it stops nobody: the text in force is at AWS, and everything else about the
 * policy is in other items.
 */
export async function takeLease(
	table: Table,
	policy: PolicyId,
	asking: Asking,
): Promise<Taken | null> {
	const { holder, now, ms } = asking;
	const item = await updateIf(table, leaseKey(policy), {
		update: 'SET #holder = :holder, #expires = :expires ADD #generation :one',
		// Adding to what is no number fails, and a missing number would begin again at one.
		expression:
			`(attribute_not_exists(#pk) OR ${IS_READABLE.expression}) AND ` +
			'(attribute_not_exists(#holder) OR #holder = :holder OR #expires <= :now)',
		values: {
			...{ ':holder': holder, ':expires': now + ms, ':one': 1, ':now': now },
			...IS_READABLE.values,
		},
	});
	if (item === null) return takeIfDamaged(table, policy, asking);
	const read = readOrPassOver(() => readItem(newest, item), table.passOver);
	return read === null ? rebuild(table, policy, { item, asking }) : taken(policy, asking, read);
}

async function takeIfDamaged(
	table: Table,
	policy: PolicyId,
	asking: Asking,
): Promise<Taken | null> {
	const item = await getItem(table, leaseKey(policy));
	const standing = readOrPassOver(() => readItem(held, item), table.passOver);
	const isHeld = standing !== null && standing.expires <= asking.now + LONGEST_MS;
	return isHeld ? null : rebuild(table, policy, { item, asking });
}

/**
 * Writes a lease item anew. The generation must never go back, because a containment refuses the
 * outcome of an older one. If it cannot be read, the time is taken instead: it is greater than any
 * count, and greater again if the item is damaged once more.
 */
async function rebuild(
	table: Table,
	policy: PolicyId,
	{ item, asking }: { readonly item: unknown; readonly asking: Asking },
): Promise<Taken | null> {
	const { holder, now, ms } = asking;
	const readable = readItem(damagedLease, item);
	const { generation: last, work: left, begunAt } = readable;
	const next = {
		generation: last === null ? now : last + 1,
		...{ settled: 0, expected: [], begunAt, ...(left && { work: left }) },
	};
	const isWritten = await putIf(
		table,
		{ ...leaseKey(policy), ...next, holder, expires: now + ms },
		isUnchanged(item),
	);
	return isWritten ? taken(policy, asking, next) : null;
}

const inRange = v.object({
	generation: v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_GENERATION)),
});

/** Another run may have written the item anew since it was read. */
function isUnchanged(item: unknown) {
	return v.is(inRange, item)
		? { expression: IS_NEWEST, values: { ':generation': item.generation } }
		: { ...IS_READABLE, expression: `NOT (${IS_READABLE.expression})` };
}

function taken(policy: PolicyId, { holder, now, ms }: Asking, read: LeaseItem): Taken {
	const { generation: current, work: left, begunAt, expected } = read;
	const fields = { policy, holder, generation: current, expires: now + ms, begunAt };
	return { lease: { ...fields, expected: expected ?? unwritten(begunAt) }, work: left };
}

/** Every policy is created with the placeholder, and `begin` writes which texts may follow. */
function unwritten(begunAt: number): string[] {
	return begunAt === 0 ? [textHash(PLACEHOLDER)] : [];
}

/** What a lease item says about work. Throws a DamagedItemError if its generation is unreadable. */
export function readWork(
	item: unknown,
	passOver?: PassOver,
): Pick<LeaseItem, 'generation' | 'settled' | 'work'> {
	const read = readOrPassOver(() => readItem(lease, item), passOver);
	return read ?? { settled: 0, work: undefined, ...readItem(v.object({ generation }), item) };
}

/** Extends a lease with the same generation; null if another run holds it. */
export async function renewLease(table: Table, one: Lease, expires: number): Promise<Lease | null> {
	const update = { update: 'SET #expires = :expires', expression: IS_MINE };
	const values = { ...mine(one), ':expires': expires };
	const renewed = await updateIf(table, leaseKey(one.policy), { ...update, values });
	return renewed === null ? null : { ...one, expires };
}

/** Ends a lease. `seen`: the text of the policy now; null if it is unknown. */
export async function giveLeaseBack(table: Table, one: Lease, seen: string | null): Promise<void> {
	const isKnown = seen !== null;
	await updateIf(table, leaseKey(one.policy), {
		update: `${isKnown ? 'SET #expected = :expected ' : ''}REMOVE #holder, #expires`,
		expression: IS_MINE,
		values: { ...mine(one), ...(isKnown ? { ':expected': [textHash(seen)] } : {}) },
	});
}

function mine({ generation, holder }: Lease) {
	return { ':generation': generation, ':holder': holder };
}
