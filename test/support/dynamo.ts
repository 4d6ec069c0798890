import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import {
	CreateTableCommand,
	type CreateTableCommandInput,
	DescribeTableCommand,
	type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { documentsOf, OPEN_INDEX, type Table } from '../../shared/runtime/dynamodb-table.ts';
import { clientOf, type Way } from './dynalite-client.ts';
import { Killed } from './killable-calls.ts';

/**
 * The call at which a process is killed, counted from 1: before it is sent, or after it took
 * effect.
 */
export interface Kill {
	readonly call: number;
	readonly when: 'before' | 'after';
}

/** A DynamoDB engine in this process. */
export interface Dynamo {
	/** Makes an empty table. */
	makeTable(): Promise<Table>;
	/** Runs something and kills it at a call. False if it ended before that call. */
	killAt(kill: Kill, run: () => Promise<unknown>): Promise<boolean>;
	/** Runs something that pauses before its n-th call until something else is done. */
	stallAt<T>(call: number, other: () => Promise<unknown>, run: () => Promise<T>): Promise<T>;
	stop(): Promise<void>;
}

/** Starts an engine; over HTTP on a free port. */
export async function startDynamo(way: Way = 'in process'): Promise<Dynamo> {
	const server = dynalite({ createTableMs: 0 });
	const client = await clientOf(server, way);
	const calls = watchCalls(client);
	const documents = documentsOf(client);
	let made = 0;
	return {
		makeTable: async () => {
			const name = `eyes-${++made}`;
			await client.send(new CreateTableCommand({ TableName: name, ...TABLE }));
			while (!(await isActive(client, name))) await setTimeout(2);
			return { client: documents, name };
		},
		...calls,
		stop: async () => {
			client.destroy();
			if (!server.listening) return;
			server.close();
			await once(server, 'close');
		},
	};
}

async function isActive(client: DynamoDBClient, name: string): Promise<boolean> {
	const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
	return Table?.TableStatus === 'ACTIVE';
}

/** The table as the stack defines it. */
const TABLE: Omit<CreateTableCommandInput, 'TableName'> = {
	BillingMode: 'PAY_PER_REQUEST',
	KeySchema: [
		{ AttributeName: 'pk', KeyType: 'HASH' },
		{ AttributeName: 'sk', KeyType: 'RANGE' },
	],
	AttributeDefinitions: [
		{ AttributeName: 'pk', AttributeType: 'S' },
		{ AttributeName: 'sk', AttributeType: 'S' },
		{ AttributeName: OPEN_INDEX.partition, AttributeType: 'S' },
		{ AttributeName: OPEN_INDEX.sort, AttributeType: 'N' },
	],
	GlobalSecondaryIndexes: [
		{
			IndexName: OPEN_INDEX.name,
			KeySchema: [
				{ AttributeName: OPEN_INDEX.partition, KeyType: 'HASH' },
				{ AttributeName: OPEN_INDEX.sort, KeyType: 'RANGE' },
			],
			Projection: { ProjectionType: 'KEYS_ONLY' },
		},
	],
};

/** A simulated process: the calls that it has sent, and what happens at one of them. */
interface Process {
	sent: number;
	readonly at: number;
	readonly before: () => Promise<unknown>;
	readonly after: () => Promise<unknown>;
}

/** Kills the process. It sends nothing more, but what it has sent may still take effect. */
const kill = () => Promise.reject(new Killed());
const goOn = () => Promise.resolve();

function watchCalls(client: DynamoDBClient): Pick<Dynamo, 'killAt' | 'stallAt'> {
	const processes = new AsyncLocalStorage<Process>();
	client.middlewareStack.add(
		(next) => async (args) => {
			const process = processes.getStore();
			if (process === undefined) return next(args);
			const number = ++process.sent;
			const isKilled = number > process.at && (process.before === kill || process.after === kill);
			if (isKilled) await kill();
			if (number === process.at) await processes.exit(process.before);
			const answer = await next(args);
			if (number === process.at) await process.after();
			return answer;
		},
		{ step: 'initialize' },
	);
	return {
		killAt: async ({ call, when }, run) => {
			const process = { sent: 0, at: call, before: goOn, after: goOn, [when]: kill };
			try {
				await processes.run(process, run);
				return false;
			} catch (error) {
				if (error instanceof Killed) return true;
				throw error;
			}
		},
		stallAt: (call, other, run) =>
			processes.run({ sent: 0, at: call, before: other, after: goOn }, run),
	};
}
