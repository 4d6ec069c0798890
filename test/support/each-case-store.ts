import type { CaseStore, RecalledCase } from '../../shared/case/case-store.ts';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import { withDynamo } from './each-ledger.ts';
import { memoryCaseStore } from './memory-case-store.ts';
import { memoryNotices } from './memory-notices.ts';

/** Every implementation of the case store: its name, and a function that makes an empty one. */
export function eachCaseStore(): [string, () => Promise<CaseStore>][] {
	const dynamo = withDynamo();
	return [
		['in memory', async () => memoryCaseStore()],
		['in DynamoDB', async () => dynamodbCases(await dynamo().makeTable())],
	];
}

/** Every implementation of the notices. */
export function eachNotices(): [string, () => Promise<Notices>][] {
	const dynamo = withDynamo();
	return [
		['in memory', async () => memoryNotices()],
		['in DynamoDB', async () => dynamodbNotices(await dynamo().makeTable())],
	];
}

/** The latest case under a key, which can be read. */
export async function latestOf(cases: CaseStore, key: string): Promise<RecalledCase | null> {
	const found = (await cases.recall([key])).get(key) ?? null;
	if (found !== null && 'nextNumber' in found) throw new Error(`the case of ${key} is unreadable`);
	return found;
}
