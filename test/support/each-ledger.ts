import { afterAll, beforeAll } from 'vitest';
import { dynamodbBreakerLedger } from '../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import { dynamodbSessionRoom } from '../../shared/containment/ledger/dynamodb-session-room.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import type { Way } from './dynalite-client.ts';
import { type Dynamo, startDynamo } from './dynamo.ts';
import { type Ledgers, memoryLedger } from './memory-ledger.ts';

/** All parts of the ledger on one table. */
export function ledgerOn(table: Table): Ledgers {
	return {
		...dynamodbLedger(table),
		...dynamodbPolicyLedger(table),
		...dynamodbBreakerLedger(table),
		...dynamodbSessionRoom(table),
	};
}

/** An engine for all tests in a file. */
export function withDynamo(way?: Way): () => Dynamo {
	let dynamo: Dynamo | undefined;
	beforeAll(async () => {
		dynamo = await startDynamo(way);
	});
	afterAll(() => dynamo?.stop());
	return () => {
		if (dynamo === undefined) throw new Error('the engine is not up yet: ask for it within a test');
		return dynamo;
	};
}

/** Every implementation of the ledger: its name, and a function that makes an empty one. */
export function eachLedger(): [string, () => Promise<Ledgers>][] {
	const dynamo = withDynamo();
	return [
		['in memory', async () => memoryLedger()],
		['in DynamoDB', async () => ledgerOn(await dynamo().makeTable())],
	];
}
