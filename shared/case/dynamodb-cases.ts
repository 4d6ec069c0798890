import { readEach, readOrPassOver, workOrPassOver } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, openItems, openKeys, type Table } from '../runtime/dynamodb-table.ts';
import type { CaseStore, DueCase, FoundCase, StoredCase } from './case-store.ts';
import { addToCase, joinLatest } from './dynamodb-add-to-case.ts';
import {
	latestKey,
	locateCase,
	readCase,
	readDue,
	readKeyAsked,
	readUnreadable,
} from './dynamodb-case-items.ts';
import {
	answerCase,
	claimCase,
	recordPosted,
	recordReply,
	touchCase,
} from './dynamodb-mark-case.ts';
import { forgetKeyAsked, settleKeyAge } from './dynamodb-write-case.ts';

/** The cases in DynamoDB. `kept-case.ts` decides what a case is; here it is only stored. */
export function dynamodbCases(table: Table): CaseStore {
	return {
		recall: (keys) => recall(table, keys),
		add: (addition, recalled) => addToCase(table, addition, recalled),
		join: (joining, recalled) => joinLatest(table, joining, recalled),
		find: async (id) => (await locateCase(table, id))?.stored ?? null,
		touch: (id) => touchCase(table, id),
		settleKeyAge: (id, settled) => settleKeyAge(table, id, settled),
		answer: (id, answer) => answerCase(table, id, answer),
		due: (most) => due(table, most),
		keysAsked: (most) => keysAsked(table, most),
		claim: (id, claim, ms) => claimCase(table, id, { claim, ms }),
		recordPosted: (id, postedMessage, revision) =>
			recordPosted(table, id, { postedMessage, revision }),
		recordReply: (id, key) => recordReply(table, id, key),
	};
}

async function recall(table: Table, keys: readonly string[]): Promise<Map<string, FoundCase>> {
	const found = await Promise.all(
		[...new Set(keys)].map(async (key) => [key, await recallCase(table, latestKey(key))] as const),
	);
	return new Map(found.flatMap(([key, one]) => (one === null ? [] : [[key, one]])));
}

async function recallCase(table: Table, at: Key): Promise<FoundCase | null> {
	const item = await getItem(table, at);
	if (item === undefined) return null;
	return readOrPassOver(() => readCase(item), table.passOver) ?? readUnreadable(item);
}

async function due(table: Table, most: number): Promise<DueCase[]> {
	return readEach(await openItems(table, 'case', most), readDue, table.passOver);
}

async function keysAsked(table: Table, most: number): Promise<StoredCase[]> {
	const keys = await openKeys(table, 'key-age', most);
	const asking = await Promise.all(
		keys.map((key) => workOrPassOver(caseAsking(table, key), table.passOver)),
	);
	return asking.filter((stored) => stored !== null).filter(({ keyAsked }) => keyAsked !== null);
}

/**
 * Deletes a question that was answered already: the function that answered it died before it could.
 */
async function caseAsking(table: Table, key: Key): Promise<StoredCase | null> {
	const item = await getItem(table, key);
	if (item === undefined) return null;
	const stored = (await locateCase(table, readKeyAsked(item)))?.stored ?? null;
	if (stored !== null && stored.keyAsked === null) await forgetKeyAsked(table, stored);
	return stored;
}
