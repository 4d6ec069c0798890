import { isObject } from '../../record/json-object.ts';
import { workOrPassOver } from '../../runtime/dynamodb-item.ts';
import {
	getItem,
	IS_NEW,
	putIf,
	queryPartition,
	type Table,
	updateIf,
} from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import { policyPartition } from './dynamodb-containment-items.ts';
import { readDemands } from './dynamodb-demands.ts';
import { advance, type Decide } from './dynamodb-journal.ts';
import {
	leaseKey,
	PUBLICATIONS,
	publicationItem,
	readLease,
	readPublication,
	readText,
	textKey,
	type Work,
} from './dynamodb-policy-items.ts';
import type { Containment } from './ledger.ts';
import {
	type Announce,
	expectedFrom,
	type Lease,
	type Outcome,
	type PolicyLedger,
	type Recorded,
	textHash,
} from './ledger-policy.ts';
import { type PublishingOf, settlePolicy, startPublishing } from './ledger-publishing.ts';
import { type Advanced, cutLater } from './ledger-requests.ts';

/** Holds only for the newest lease of a policy. Every write of a publisher has this condition. */
const IS_NEWEST = '#generation = :generation';
const IS_MINE = `${IS_NEWEST} AND #holder = :holder`;
const IS_UNSETTLED = '(attribute_not_exists(#settled) OR #settled < :generation)';

/** The table, and where changes are announced. */
interface Announcing {
	readonly table: Table;
	readonly announce: Announce;
}

/**
 * The policies in DynamoDB. What a publisher records is written to the lease item first, on the
 * condition that its lease is the newest, and from there to the containments. The next lease
 * carries out what is left there, so that a late writer finds it done.
 *
 * `announce` is needed to lease policies, not to read.
 */
export function dynamodbPolicyLedger(
	table: Table,
	announce: Announce = async () => {},
): PolicyLedger {
	const announcing = { table, announce };
	return {
		activeFor: (policy) => readDemands(table, policy),
		lease: (policy, asking) => lease(announcing, policy, asking),
		renew: async (held, now, ms) => {
			const expires = now + ms;
			const update = { update: 'SET #expires = :expires', expression: IS_MINE };
			const values = { ...mine(held), ':expires': expires };
			return (await updateIf(table, leaseKey(held.policy), { ...update, values })) === null
				? null
				: { ...held, expires };
		},
		giveBack: (held, seen) => giveBack(table, held, seen),
		cutLater: async ({ holder }, ids, cut) => {
			const later = { ...cut, by: { kind: 'publisher', holder } } as const;
			await Promise.all(ids.map((id) => advanceReadable(table, id, (one) => cutLater(one, later))));
		},
		begin: (held, change) => begin(table, held, change),
		markPublishing: (held, ids, at) => markPublishing(table, held, { ids, at }),
		settle: (held, outcomes, at) => settle(announcing, held, { outcomes, at }),
		publications: async (policy) =>
			(await queryPartition(table, policyPartition(policy), PUBLICATIONS)).map(readPublication),
		textOf: async (hash) => {
			const item = await getItem(table, textKey(hash));
			return item === undefined ? null : readText(item);
		},
	};
}

function mine({ generation, holder }: Lease) {
	return { ':generation': generation, ':holder': holder };
}

async function giveBack(table: Table, held: Lease, seen: string | null): Promise<void> {
	const isKnown = seen !== null;
	await updateIf(table, leaseKey(held.policy), {
		update: `${isKnown ? 'SET #expected = :expected ' : ''}REMOVE #holder, #expires`,
		expression: IS_MINE,
		values: { ...mine(held), ...(isKnown ? { ':expected': [textHash(seen)] } : {}) },
	});
}

async function lease(
	announcing: Announcing,
	policy: PolicyId,
	{ holder, now, ms }: { holder: string; now: number; ms: number },
): Promise<Lease | null> {
	const expires = now + ms;
	const item = await updateIf(announcing.table, leaseKey(policy), {
		update: 'SET #holder = :holder, #expires = :expires ADD #generation :one',
		expression: 'attribute_not_exists(#holder) OR #holder = :holder OR #expires <= :now',
		values: { ':holder': holder, ':expires': expires, ':one': 1, ':now': now },
	});
	if (item === null) return null;
	const { generation, work, expected, begunAt } = readLease(item, announcing.table.passOver);
	if (work !== undefined) await carryOut(announcing, { policy, work, isRepeat: true });
	else if (isObject(item) && 'work' in item) await dropWork(announcing.table, policy, generation);
	return { policy, holder, generation, expires, expected, begunAt };
}

/** Work that cannot be read would stop every later one; the next publication finds what it did. */
async function dropWork(table: Table, policy: PolicyId, generation: number): Promise<void> {
	const values = { ':generation': generation };
	const update = { update: 'REMOVE #work', expression: '#generation = :generation', values };
	await updateIf(table, leaseKey(policy), update);
}

async function begin(
	table: Table,
	held: Lease,
	{ before, after, at }: { before: string; after: string; at: number },
): Promise<Recorded> {
	const { policy, generation, holder } = held;
	const text = { before: textHash(before), after: textHash(after) };
	const work: Work = { generation, at, holder, text, result: null };
	const isSame = '(#work.#text.#before = :before AND #work.#text.#after = :after)';
	const [item] = await Promise.all([
		updateIf(table, leaseKey(policy), {
			update: 'SET #work = :work, #expected = :expected, #begunAt = :at',
			expression: `${IS_NEWEST} AND ${IS_UNSETTLED} AND (attribute_not_exists(#work) OR ${isSame})`,
			values: {
				...{
					':generation': generation,
					':work': work,
					':before': text.before,
					':after': text.after,
				},
				...{ ':expected': expectedFrom(held, text), ':at': at },
			},
		}),
		putIf(table, { ...textKey(text.before), text: before }, IS_NEW),
		putIf(table, { ...textKey(text.after), text: after }, IS_NEW),
	]);
	return item === null ? 'late' : 'recorded';
}

async function markPublishing(
	table: Table,
	held: Lease,
	{ ids, at }: { ids: readonly string[]; at: number },
): Promise<void> {
	const item = await getItem(table, leaseKey(held.policy));
	const { generation, work } = readLease(item, table.passOver);
	if (generation !== held.generation || work === undefined) return;
	const publishing = publishingOf(held.policy, work, at);
	await Promise.all(
		ids.map((id) =>
			advanceReadable(table, id, (containment) => startPublishing(containment, publishing)),
		),
	);
}

async function settle(
	announcing: Announcing,
	held: Lease,
	result: { outcomes: readonly Outcome[]; at: number },
): Promise<Recorded> {
	const { policy, generation, holder } = held;
	const { table } = announcing;
	const known = readLease(await getItem(table, leaseKey(policy)), table.passOver);
	if (known.generation !== generation) return 'late';
	if (known.settled === generation) {
		if (known.work !== undefined)
			await carryOut(announcing, { policy, work: known.work, isRepeat: false });
		return 'recorded';
	}
	const begun = known.work ?? { generation, at: result.at, holder, text: null };
	const work: Work = { ...begun, result: { at: result.at, outcomes: [...result.outcomes] } };
	const item = await updateIf(table, leaseKey(policy), {
		update: 'SET #work = :work, #settled = :generation',
		expression: `${IS_NEWEST} AND ${IS_UNSETTLED}`,
		values: { ':generation': generation, ':work': work },
	});
	// The policy was leased since the read, or it was written and the answer was lost: read again.
	if (item === null) return settle(announcing, held, result);
	await carryOut(announcing, { policy, work, isRepeat: false });
	return 'recorded';
}

/**
 * Writes the recorded work to the containments, announces it, then deletes it. Doing it twice is
 * harmless.
 */
async function carryOut(
	{ table, announce }: Announcing,
	{ policy, work, isRepeat }: { policy: PolicyId; work: Work; isRepeat: boolean },
): Promise<void> {
	if (work.text !== null) await putIf(table, publicationItem(policy, work), IS_NEW);
	const { at, outcomes } = work.result ?? { at: work.at, outcomes: [] };
	const publishing = publishingOf(policy, work, at);
	const settled = await Promise.all(
		outcomes.map((outcome) =>
			advanceReadable(table, outcome.id, (containment) =>
				settlePolicy(containment, outcome, publishing),
			),
		),
	);
	const { generation, holder } = work;
	const changed = settled
		.filter((containment) => containment !== null)
		.filter(({ policies }) =>
			policies.some((one) => one.policy === policy && one.generation === generation),
		);
	if (changed.length > 0) await announce(changed, { policy, generation, holder, isRepeat });
	await updateIf(table, leaseKey(policy), {
		update: 'REMOVE #work',
		expression: '#work.#generation = :generation',
		values: { ':generation': generation },
	});
}

/** A containment that cannot be read must not keep the policy from being published for others. */
function advanceReadable(
	table: Table,
	id: string,
	change: (containment: Containment) => Advanced | null,
): Promise<Containment | null> {
	const decide: Decide = (containment) => containment && change(containment);
	return workOrPassOver(advance(table, id, { decide }), table.passOver);
}

function publishingOf(
	policy: PolicyId,
	{ generation, holder, text }: Work,
	at: number,
): PublishingOf {
	return { policy, generation, by: { kind: 'publisher', holder }, at, text };
}
