import { describe, expect, it } from 'vitest';
import { findFiles } from '../../../cli/replay/find-files.ts';
import { readRecords } from '../../../cli/replay/read-file.ts';
import { dynamodbHistory } from '../../../shared/history/dynamodb-history.ts';
import type { Facts } from '../../../shared/history/history.ts';
import { compareSignIns, orderText } from '../../../shared/sign-in/compare-sign-ins.ts';
import { signInFromRecord } from '../../../shared/sign-in/from-record.ts';
import type { SignIn } from '../../../shared/sign-in/sign-in.ts';
import { establishFacts } from '../../../shared/verdict/judge.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { followAll, inOrder } from '../../support/follow-history.ts';
import { needsRealLogs, REAL_LOGS } from '../../support/needs.ts';
import { someSettings } from '../../support/some-settings.ts';

/** Each sign-in needs about 20 calls. */
const MOST = 250;

/**
 * Gives the first sign-ins of the logs by time. If an edited log gives several of them one id, only
 * one is used.
 */
async function realFacts(): Promise<Facts[]> {
	const found = findFiles([REAL_LOGS]);
	const all = new Map<string, SignIn>();
	for (const file of found.kind === 'found' ? found.files : []) {
		for await (const batch of readRecords(file)) {
			for (const signIn of batch.found.map(({ record }) => signInFromRecord(record))) {
				if (signIn.kind === 'sign-in') all.set(orderText(signIn), signIn);
			}
		}
	}
	const signIns = [...all.values()]
		.filter(({ part }) => part !== 'no-session')
		.sort(compareSignIns);
	return signIns.slice(0, MOST).map((signIn) => establishFacts(signIn, someSettings()));
}

describe('real records', () => {
	const dynamo = withDynamo();

	it('give the same history in the table as in memory', async (context) => {
		needsRealLogs(context);
		const all = await realFacts();
		expect(all.length).toBeGreaterThan(100);
		const history = dynamodbHistory(await dynamo().makeTable());
		expect(await followAll(history, all)).toEqual((await inOrder(all)).known);
	});
});
