import { readOrPassOver, workOrPassOver } from '../../runtime/dynamodb-item.ts';
import {
	OPEN_INDEX,
	queryAll,
	queryPart,
	queryPartition,
	type Table,
} from '../../runtime/dynamodb-table.ts';
import {
	containmentPartition,
	endAt,
	isHead,
	OPEN,
	openKey,
	openPosition,
	readHead,
	readOpenId,
	readStep,
} from './dynamodb-containment-items.ts';
import { advance, findHead } from './dynamodb-journal.ts';
import type { Containment, ContainmentLedger, OpenAsked, Step } from './ledger.ts';
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
		expire: (id, now) => change(id, (containment) => expire(containment, now)),
		find: async (id) => (await findHead(table, id))?.containment ?? null,
		open: async () => readHeads(table, await openIds(table)),
		openPart: async (asked) => {
			const { ids, next } = await openIdsOf(table, asked);
			return { containments: await readHeads(table, ids), next };
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

/**
 * Reads those that have not ended. One that cannot be read does not stop the others. The index may
 * be a second behind.
 */
async function readHeads(table: Table, ids: readonly string[]): Promise<Containment[]> {
	const read = (id: string) => workOrPassOver(findHead(table, id), table.passOver);
	const heads = await Promise.all(ids.map(read));
	return heads
		.flatMap((head) => (head === null ? [] : [head.containment]))
		.filter(({ state }) => state !== 'ended');
}

/** The ids of those that have not ended, the soonest end first. */
async function openIds(table: Table): Promise<string[]> {
	return (await queryAll(table, queryOf(Number.MAX_SAFE_INTEGER))).map(readOpenId);
}

async function openIdsOf(
	table: Table,
	{ most, after, until = Number.MAX_SAFE_INTEGER }: OpenAsked,
): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
	// DynamoDB refuses to begin after the end of what is asked for.
	if (after !== null && endAt(after) > until) return { ids: [], next: null };
	const { items, last } = await queryPart(table, {
		...queryOf(until),
		...{ Limit: most, ExclusiveStartKey: after === null ? undefined : openKey(after) },
	});
	return {
		ids: items.map(readOpenId),
		next: last === undefined ? null : readOrPassOver(() => openPosition(last), table.passOver),
	};
}

function queryOf(until: number) {
	return {
		IndexName: OPEN_INDEX.name,
		KeyConditionExpression: '#open = :open AND #until <= :until',
		ExpressionAttributeNames: { '#open': OPEN_INDEX.partition, '#until': OPEN_INDEX.sort },
		ExpressionAttributeValues: { ':open': OPEN, ':until': until },
	};
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
