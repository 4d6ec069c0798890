import { DamagedItemError, readEach, workOrPassOver } from '../../runtime/dynamodb-item.ts';
import {
	getItem,
	IS_NEW,
	putIf,
	queryPartition,
	type Table,
	updateIf,
} from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import {
	noteUnannounced,
	readUnannounced,
	recordAnnounced,
	type Unannounced,
} from './dynamodb-announcements.ts';
import { policyPartition } from './dynamodb-containment-items.ts';
import { readDemands } from './dynamodb-demands.ts';
import { advance, type Decide, findHead } from './dynamodb-journal.ts';
import {
	giveLeaseBack,
	IS_NEWEST,
	leaseKey,
	readWork,
	renewLease,
	takeLease,
} from './dynamodb-lease.ts';
import {
	PUBLICATIONS,
	publicationItem,
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
	type PublisherRun,
	type Recorded,
	textHash,
} from './ledger-policy.ts';
import { type PublishingOf, settlePolicy, startPublishing } from './ledger-publishing.ts';
import { type Advanced, cutLater } from './ledger-requests.ts';

const IS_UNSETTLED = '(attribute_not_exists(#settled) OR #settled <> :generation)';

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
		lease: (policy, asking) => lease(table, policy, asking),
		renew: (held, now, ms) => renewLease(table, held, now + ms),
		giveBack: (held, seen) => giveLeaseBack(table, held, seen),
		cutLater: async ({ holder }, ids, cut) => {
			const later = { ...cut, by: { kind: 'publisher', holder } } as const;
			await Promise.all(ids.map((id) => advanceReadable(table, id, (one) => cutLater(one, later))));
		},
		begin: (held, change) => begin(table, held, change),
		markPublishing: (held, ids, at) => markPublishing(table, held, { ids, at }),
		settle: (held, outcomes, at) => settle(announcing, held, { outcomes, at }),
		announceAgain: (most) => announceAgain(announcing, most),
		publications: async (policy) =>
			readEach(
				await queryPartition(table, policyPartition(policy), PUBLICATIONS),
				readPublication,
				table.passOver,
			),
		textOf: async (hash) => {
			const item = await getItem(table, textKey(hash));
			return item === undefined ? null : readText(item);
		},
	};
}

async function lease(
	table: Table,
	policy: PolicyId,
	asking: { holder: string; now: number; ms: number },
): Promise<Lease | null> {
	const taken = await takeLease(table, policy, asking);
	if (taken === null) return null;
	if (taken.work !== undefined) {
		const changed = await carryOut(table, policy, taken.work);
		// The holder was killed. Announcing it now would delay the text that is asked for.
		if (changed.containments.length > 0) await noteUnannounced(table, idsOf(changed), asking.now);
		await forgetWork(table, policy, taken.work);
	}
	return taken.lease;
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
		keepText(table, before),
		keepText(table, after),
	]);
	return item === null ? 'late' : 'recorded';
}

/** Stores a text under its hash. One that was damaged is written anew. */
async function keepText(table: Table, text: string): Promise<void> {
	const expression = `${IS_NEW.expression} OR #text <> :text`;
	await putIf(
		table,
		{ ...textKey(textHash(text)), text },
		{ expression, values: { ':text': text } },
	);
}

async function markPublishing(
	table: Table,
	held: Lease,
	{ ids, at }: { ids: readonly string[]; at: number },
): Promise<void> {
	const item = await getItem(table, leaseKey(held.policy));
	const { generation, work } = readWork(item, table.passOver);
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
	const known = readWork(await getItem(table, leaseKey(policy)), table.passOver);
	if (known.generation !== generation) return 'late';
	if (known.settled === generation) {
		if (known.work !== undefined) await finish(announcing, policy, known.work);
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
	const newest = await finish(announcing, policy, work);
	return newest > generation && (await catchUp(table, held, newest)) ? 'late' : 'recorded';
}

/**
 * The newest lease can be behind what its containments were published under only if its item was
 * lost or set back. Their outcomes are not recorded then, so it goes on from there and the policy is
 * published again. False if there is a newer lease.
 */
async function catchUp(
	table: Table,
	{ policy, generation }: Lease,
	newest: number,
): Promise<boolean> {
	const item = await updateIf(table, leaseKey(policy), {
		update: 'SET #generation = :newest REMOVE #holder, #expires',
		expression: IS_NEWEST,
		values: { ':generation': generation, ':newest': newest },
	});
	if (item === null) return false;
	const { pk, sk } = leaseKey(policy);
	const problem = `generation: ${generation}, and a containment has ${newest}`;
	table.passOver?.(new DamagedItemError(`${pk} / ${sk}`, problem));
	return true;
}

/** A run of a publisher, and the containments that it has changed. */
interface Changed {
	readonly run: PublisherRun;
	readonly containments: readonly Containment[];
	/** The newest generation under which one of its containments was published. */
	readonly newest: number;
}

/**
 * Carries out recorded work and announces it. If it cannot be announced, that is noted. Answers with
 * the newest generation of the containments.
 */
async function finish(
	{ table, announce }: Announcing,
	policy: PolicyId,
	work: Work,
): Promise<number> {
	const changed = await carryOut(table, policy, work);
	const { run, containments, newest } = changed;
	if (containments.length > 0) {
		try {
			await announce(containments, run);
		} catch {
			// `announce` has logged why. A text must not wait for it.
			await noteUnannounced(table, idsOf(changed), work.result?.at ?? work.at);
		}
	}
	await forgetWork(table, policy, work);
	return newest;
}

/** Writes the recorded work to the containments. */
async function carryOut(table: Table, policy: PolicyId, work: Work): Promise<Changed> {
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
	const of = settled
		.filter((containment) => containment !== null)
		.flatMap((containment) => {
			const entry = containment.policies.find((one) => one.policy === policy);
			return entry === undefined ? [] : [{ containment, generation: entry.generation }];
		});
	return {
		run: { policy, generation, holder },
		containments: of.filter((one) => one.generation === generation).map((one) => one.containment),
		newest: Math.max(0, ...of.map((one) => one.generation)),
	};
}

function idsOf({ run, containments }: Changed): Unannounced {
	return { ...run, ids: containments.map(({ id }) => id) };
}

/** Deletes work that was carried out. Until then the next holder carries it out again. */
async function forgetWork(table: Table, policy: PolicyId, { generation }: Work): Promise<void> {
	await updateIf(table, leaseKey(policy), {
		update: 'REMOVE #work',
		expression: '#work.#generation = :generation',
		values: { ':generation': generation },
	});
}

/** All at the same time: while a queue does not answer, each of them takes seconds. */
async function announceAgain(announcing: Announcing, most: number): Promise<void> {
	const runs = await readUnannounced(announcing.table, most);
	const announced = await Promise.allSettled(runs.map((run) => announceRun(announcing, run)));
	const failures = announced.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} runs could not be announced again`);
}

async function announceRun(
	{ table, announce }: Announcing,
	{ ids, ...run }: Unannounced,
): Promise<void> {
	const read = (id: string) => workOrPassOver(findHead(table, id), table.passOver);
	const heads = await Promise.all(ids.map(read));
	await announce(
		heads.flatMap((head) => (head === null ? [] : [head.containment])),
		run,
	);
	await recordAnnounced(table, run);
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
