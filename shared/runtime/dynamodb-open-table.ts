import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PassOver } from './dynamodb-item.ts';
import type { Table } from './dynamodb-table.ts';
import { SOON } from './request-limits.ts';

const ATTEMPTS = 4;

/**
 * The one table, in the function's own Region and by its own role. A call fails after about fifteen seconds. `passOver`: see
 * `Table`.
 */
export function openTable(name: string, passOver?: PassOver): Table {
	const client = new DynamoDBClient({
		maxAttempts: ATTEMPTS,
		requestHandler: SOON,
	});
	const table = { client: DynamoDBDocumentClient.from(client), name };
	return passOver === undefined ? table : { ...table, passOver };
}
