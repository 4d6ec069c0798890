import { readOrPassOver, workOrPassOver } from '../../runtime/dynamodb-item.ts';
import { OPEN_INDEX, queryAll, queryPartition, type Table } from '../../runtime/dynamodb-table.ts';
import {
	containmentPartition,
	isHead,
	readHead,
	readOpenId,
	readStep,
} from './dynamodb-containment-items.ts';
import { advance, findHead } from './dynamodb-journal.ts';
import type { Containment, ContainmentLedger, Step } from './ledger.ts';
import {
	type Advanced,
	applyRequest,
	approve,
	containmentId,
	end,
	expire,
	extend,
} from './ledger-requests.ts';

/**
 * The ledger in DynamoDB. `ledger-requests.ts` decides what a call means; here it is only stored.
 */
export function dynamodbLedger(table: Table): ContainmentLedger {
	const change = (id: string, of: (containment: Containment) => Advanced | null) =>
		advance(table, id, {
			decide: (containment) => (containment === null ? null : of(containment)),
		});
	return {
		request: (submitted) => request(table, submitted),
		approve: (id, decision) => change(id, (containment) => approve(containment, decision)),
		extend: (id, later) => change(id, (containment) => extend(containment, later)),
		release: (id, decision) => change(id, (containment) => end(containment, decision)),
		expireDue: async (now) => {
			const ids = await openIds(table, now);
			const due = await each(table, ids, (id) =>
				change(id, (containment) => expire(containment, now)),
			);
			return due.filter(({ until }) => until <= now);
		},
		find: async (id) => (await findHead(table, id))?.containment ?? null,
		open: async () => {
			const heads = await each(table, await openIds(table), (id) => findHead(table, id));
			return heads.map(({ containment }) => containment).filter(({ state }) => state !== 'ended');
		},
		history: (id) => history(table, id),
	};
}

async function request(
	table: Table,
	submitted: Parameters<ContainmentLedger['request']>[0],
): Promise<Containment> {
	const id = containmentId(submitted);
	const requested = await advance(table, id, {
		decide: (containment) => applyRequest(containment, submitted),
		isNew: true,
	});
	if (requested === null) throw new Error(`the request ${id} left no containment`);
	return requested;
}

/** Does the work for all at once. A containment that cannot be read does not stop the others. */
async function each<T>(
	{ passOver }: Table,
	ids: readonly string[],
	work: (id: string) => Promise<T | null>,
): Promise<T[]> {
	const done = await Promise.all(ids.map((id) => workOrPassOver(work(id), passOver)));
	return done.filter((one) => one !== null);
}

/** The ids of those that have not ended and that end by this time, the soonest end first. */
async function openIds(table: Table, until = Number.MAX_SAFE_INTEGER): Promise<string[]> {
	const items = await queryAll(table, {
		IndexName: OPEN_INDEX.name,
		KeyConditionExpression: '#open = :open AND #until <= :until',
		ExpressionAttributeNames: { '#open': OPEN_INDEX.partition, '#until': OPEN_INDEX.sort },
		ExpressionAttributeValues: { ':open': 'containment', ':until': until },
	});
	return items.map(readOpenId);
}

/** Reads the steps in the history, and those in the head that may not be in the history yet. */
async function history(table: Table, id: string): Promise<Step[]> {
	const items = await queryPartition(table, containmentPartition(id));
	const steps = new Map<number, Step>();
	for (const item of items) {
		const read = () => (isHead(item) ? readHead(item).lastSteps : [readStep(item)]);
		const found = readOrPassOver(read, table.passOver) ?? [];
		for (const step of found) steps.set(step.number, step);
	}
	return [...steps.values()].toSorted((one, other) => one.number - other.number);
}
