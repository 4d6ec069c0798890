import { dynamodbHistory } from '../../shared/history/dynamodb-history.ts';
import type { History } from '../../shared/history/history.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { withDynamo } from './each-ledger.ts';

/** Every implementation of the history: its name, and a function that makes an empty one. */
export function eachHistory(): [string, () => Promise<History>][] {
	const dynamo = withDynamo();
	return [
		['in memory', async () => new MemoryHistory()],
		['in DynamoDB', async () => dynamodbHistory(await dynamo().makeTable())],
	];
}
