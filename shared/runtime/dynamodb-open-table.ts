import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PassOver } from './dynamodb-item.ts';
import type { Table } from './dynamodb-table.ts';
import { REQUEST_LIMITS } from './request-limits.ts';

const ATTEMPTS = 4;

/**
 * Opens the table in the function's own Region with the function's own role. A call fails after
 * about fifteen seconds. `passOver` is documented at `Table`.
 */
export function openTable(name: string, passOver?: PassOver): Table {
	const client = new DynamoDBClient({
		maxAttempts: ATTEMPTS,
		requestHandler: REQUEST_LIMITS,
	});
	const table = { client: DynamoDBDocumentClient.from(client), name };
	return passOver === undefined ? table : { ...table, passOver };
}
