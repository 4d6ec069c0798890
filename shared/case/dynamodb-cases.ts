import { readOrPassOver } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, openKeys, type Table } from '../runtime/dynamodb-table.ts';
import type { CaseStore, DueCase, FoundCase, StoredCase } from './case-store.ts';
import { addToCase } from './dynamodb-add-to-case.ts';
import {
	latestKey,
	readCase,
	readDue,
	readKeyAsked,
	readUnreadable,
} from './dynamodb-case-items.ts';
import { locateCase } from './dynamodb-find-case.ts';
import { answerCase, claimCase, recordReply, recordSaid, touchCase } from './dynamodb-mark-case.ts';
import { settleKeyAge } from './dynamodb-settle-key-age.ts';
import { forgetKeyAsked } from './dynamodb-write-case.ts';

/** The cases in the one table. What a case is made of is in `kept-case.ts`; here it is only stored. */
export function dynamodbCases(table: Table): CaseStore {
	return {
		recall: (keys) => recall(table, keys),
		add: (addition, recalled) => addToCase(table, addition, recalled),
		find: async (id) => (await locateCase(table, id))?.stored ?? null,
		touch: (id) => touchCase(table, id),
		settleKeyAge: (id, settled) => settleKeyAge(table, id, settled),
		answer: (id, answer) => answerCase(table, id, answer),
		due: (most) => due(table, most),
		keysAsked: (most) => keysAsked(table, most),
		claim: (id, claim, ms) => claimCase(table, id, { claim, ms }),
		recordSaid: (id, said, revision) => recordSaid(table, id, { said, revision }),
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
	const keys = await openKeys(table, 'case', most);
	const items = await Promise.all(keys.map((key) => getItem(table, key)));
	return items
		.filter((item) => item !== undefined)
		.map((item) => readOrPassOver(() => readDue(item), table.passOver))
		.filter((one) => one !== null);
}

/** A question that was answered by a function that died before it took it away is taken away here. */
async function keysAsked(table: Table, most: number): Promise<StoredCase[]> {
	const keys = await openKeys(table, 'key-age', most);
	const asking = await Promise.all(
		keys.map(async (key) => {
			const item = await getItem(table, key);
			const stored =
				item === undefined ? null : ((await locateCase(table, readKeyAsked(item)))?.stored ?? null);
			if (stored !== null && stored.keyAsked === null) await forgetKeyAsked(table, stored);
			return stored;
		}),
	);
	return asking.filter((stored) => stored !== null).filter(({ keyAsked }) => keyAsked !== null);
}
