import {
	getItem,
	IS_NEW,
	putIf,
	queryPartition,
	type Table,
	updateIf,
} from '../../runtime/dynamodb-table.ts';
import type { TargetId } from '../containment.ts';
import { targetPartition } from './dynamodb-containment-items.ts';
import { readDemands } from './dynamodb-demands.ts';
import { advance } from './dynamodb-journal.ts';
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
import { type PublishingOf, settleTarget, startPublishing } from './ledger-publishing.ts';
import {
	type Announce,
	expectedFrom,
	type Lease,
	type Outcome,
	type Recorded,
	type TargetLedger,
	textHash,
} from './ledger-policy.ts';

/** True for the newest lease of a target, and for no other. Whatever a publisher records is written under it. */
const IS_NEWEST = '#generation = :generation';
const IS_MINE = `${IS_NEWEST} AND #holder = :holder`;
const IS_UNSETTLED = '(attribute_not_exists(#settled) OR #settled < :generation)';

/** The table, and who is to be told. */
interface Telling {
	readonly table: Table;
	readonly announce: Announce;
}

/**
 * The targets in the one table. What a publisher records goes into the target's lease item first, in one write that
 * holds only for the newest lease, and from there to the histories. Whoever leases the target next carries out what is
 * still there, so a late writer finds it done.
 *
 * `announce` matters to whoever leases targets; those who only read need none.
 */
export function dynamodbTargetLedger(table: Table, announce: Announce = async () => {}): TargetLedger {
	const telling = { table, announce };
	return {
		activeFor: (target) => readDemands(table, target),
		lease: (target, asking) => lease(telling, target, asking),
		renew: async (held, now, ms) => {
			const expires = now + ms;
			const update = { update: 'SET #expires = :expires', expression: IS_MINE };
			const values = { ...mine(held), ':expires': expires };
			return (await updateIf(table, leaseKey(held.target), { ...update, values })) === null
				? null
				: { ...held, expires };
		},
		giveBack: (held, seen) => giveBack(table, held, seen),
		begin: (held, change) => begin(table, held, change),
		markPublishing: (held, ids, at) => markPublishing(table, held, { ids, at }),
		settle: (held, outcomes, at) => settle(telling, held, { outcomes, at }),
		publications: async (target) =>
			(await queryPartition(table, targetPartition(target), PUBLICATIONS)).map(readPublication),
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
	await updateIf(table, leaseKey(held.target), {
		update: `${isKnown ? 'SET #expected = :expected ' : ''}REMOVE #holder, #expires`,
		expression: IS_MINE,
		values: { ...mine(held), ...(isKnown ? { ':expected': [textHash(seen)] } : {}) },
	});
}

async function lease(
	telling: Telling,
	target: TargetId,
	{ holder, now, ms }: { holder: string; now: number; ms: number },
): Promise<Lease | null> {
	const expires = now + ms;
	const item = await updateIf(telling.table, leaseKey(target), {
		update: 'SET #holder = :holder, #expires = :expires ADD #generation :one',
		expression: 'attribute_not_exists(#holder) OR #holder = :holder OR #expires <= :now',
		values: { ':holder': holder, ':expires': expires, ':one': 1, ':now': now },
	});
	if (item === null) return null;
	const { generation, work, expected, begunAt } = readLease(item);
	if (work !== undefined) await carryOut(telling, { target, work, isRepeat: true });
	return { target, holder, generation, expires, expected, begunAt };
}

async function begin(
	table: Table,
	held: Lease,
	{ before, after, at }: { before: string; after: string; at: number },
): Promise<Recorded> {
	const { target, generation, holder } = held;
	const text = { before: textHash(before), after: textHash(after) };
	const work: Work = { generation, at, holder, text, result: null };
	const isSame = '(#work.#text.#before = :before AND #work.#text.#after = :after)';
	const [item] = await Promise.all([
		updateIf(table, leaseKey(target), {
			update: 'SET #work = :work, #expected = :expected, #begunAt = :at',
			expression: `${IS_NEWEST} AND ${IS_UNSETTLED} AND (attribute_not_exists(#work) OR ${isSame})`,
			values: {
				...{ ':generation': generation, ':work': work, ':before': text.before, ':after': text.after },
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
	const item = await getItem(table, leaseKey(held.target));
	const { generation, work } = readLease(item);
	if (generation !== held.generation || work === undefined) return;
	const publishing = publishingOf(held.target, work, at);
	await Promise.all(
		ids.map((id) =>
			advance(table, id, {
				decide: (containment) => containment && startPublishing(containment, publishing),
			}),
		),
	);
}

async function settle(
	telling: Telling,
	held: Lease,
	result: { outcomes: readonly Outcome[]; at: number },
): Promise<Recorded> {
	const { target, generation, holder } = held;
	const { table } = telling;
	const known = readLease(await getItem(table, leaseKey(target)));
	if (known.generation !== generation) return 'late';
	if (known.settled === generation) {
		if (known.work !== undefined) await carryOut(telling, { target, work: known.work, isRepeat: false });
		return 'recorded';
	}
	const begun = known.work ?? { generation, at: result.at, holder, text: null };
	const work: Work = { ...begun, result: { at: result.at, outcomes: [...result.outcomes] } };
	const item = await updateIf(table, leaseKey(target), {
		update: 'SET #work = :work, #settled = :generation',
		expression: `${IS_NEWEST} AND ${IS_UNSETTLED}`,
		values: { ':generation': generation, ':work': work },
	});
	// Somebody has leased it since the read, or it was written and the answer was lost: the next read tells.
	if (item === null) return settle(telling, held, result);
	await carryOut(telling, { target, work, isRepeat: false });
	return 'recorded';
}

/** Writes what is recorded with the target into the histories, tells of it, then forgets it. Twice is as good as once. */
async function carryOut(
	{ table, announce }: Telling,
	{ target, work, isRepeat }: { target: TargetId; work: Work; isRepeat: boolean },
): Promise<void> {
	if (work.text !== null) await putIf(table, publicationItem(target, work), IS_NEW);
	const { at, outcomes } = work.result ?? { at: work.at, outcomes: [] };
	const publishing = publishingOf(target, work, at);
	const settled = await Promise.all(
		outcomes.map((outcome) =>
			advance(table, outcome.id, {
				decide: (containment) => containment && settleTarget(containment, outcome, publishing),
			}),
		),
	);
	const { generation, holder } = work;
	const changed = settled
		.filter((containment) => containment !== null)
		.filter(({ targets }) => targets.some((one) => one.target === target && one.generation === generation));
	if (changed.length > 0) await announce(changed, { target, generation, holder, isRepeat });
	await updateIf(table, leaseKey(target), {
		update: 'REMOVE #work',
		expression: '#work.#generation = :generation',
		values: { ':generation': generation },
	});
}

function publishingOf(target: TargetId, { generation, holder, text }: Work, at: number): PublishingOf {
	return { target, generation, by: { kind: 'publisher', holder }, at, text };
}
