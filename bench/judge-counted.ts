import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { roundCounter } from '../test/support/count-rounds.ts';
import type { Dynamo } from '../test/support/dynamo.ts';
import { deliver, judgeDeps } from '../test/support/judge-deps.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What judging one record costs, in calls and in DynamoDB's units. */
export interface Counted {
	/** The number of calls that wait for each other. */
	readonly rounds: number;
	readonly readUnits: number;
	readonly writeUnits: number;
	/** The numbers of messages to queues and of domain events. */
	readonly messages: number;
	readonly events: number;
}

/**
 * Judges records one after the other with a database in this process, and counts what the last one
 * needs.
 */
export async function countLast(dynamo: Dynamo, records: readonly Fields[]): Promise<Counted> {
	const table = await dynamo.makeTable();
	const last = records.at(-1);
	for (const record of records.slice(0, -1)) await deliver(record, judgeDeps(table));
	const counter = roundCounter();
	const units = countUnits(table.client);
	const deps = judgeDeps({ ...table, client: counter.watch(table.client) });
	const { toNotify, toContain } = deps.hints;
	const { publish } = deps.events;
	await deliver(last ?? {}, {
		...deps,
		hints: {
			toNotify: (...args) => counter.inTurn('toNotify', () => toNotify(...args)),
			toContain: (...args) => counter.inTurn('toContain', () => toContain(...args)),
		},
		events: { publish: (...args) => counter.inTurn('publish', () => publish(...args)) },
	});
	units.stop();
	return {
		rounds: counter.rounds(),
		...units.counted,
		messages: deps.sent.notify.length + deps.sent.contain.length,
		events: deps.sent.events.length,
	};
}

/**
 * The database reports the units of each call. DynamoDB also charges one unit for each item that is
 * asked for and does not exist.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
function countUnits(client: DynamoDBDocumentClient) {
	const counted = { readUnits: 0, writeUnits: 0 };
	let isCounting = true;
	client.middlewareStack.add(
		(next, context) => async (args) => {
			const answer = await next({
				...args,
				input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
			});
			const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: Consumed | Consumed[] };
			const units = [ConsumedCapacity ?? []]
				.flat()
				.reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
			const isWrite = /Put|Update/.test(context.commandName ?? '');
			if (isCounting)
				counted[isWrite ? 'writeUnits' : 'readUnits'] += Math.max(units, itemsAskedFor(args.input));
			return answer;
		},
		{ step: 'initialize' },
	);
	const stop = () => {
		isCounting = false;
	};
	return { counted, stop };
}

interface Consumed {
	readonly CapacityUnits?: number;
}

function itemsAskedFor(input: object): number {
	const tables = 'RequestItems' in input ? Object.values(input.RequestItems ?? {}) : [];
	const keys = tables.flatMap((table) => (table as { Keys?: unknown[] }).Keys ?? []);
	return Math.max(1, keys.length);
}
