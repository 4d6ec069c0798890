import { describe, expect, it } from 'vitest';
import { dynamodbAccountLists } from '../../../shared/history/dynamodb-account-lists.ts';
import { dynamodbDirectoryWatch } from '../../../shared/history/dynamodb-directory-watch.ts';
import { dynamodbOwnAccounts } from '../../../shared/history/dynamodb-own-accounts.ts';
import { ACCOUNT, OFFICE, OTHER_ACCOUNT } from '../../support/a-record.ts';
import { asking, asserting, later } from '../../support/directory-acts.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

const dynamo = withDynamo();
const AT = '2026-03-03T09:00:00Z';
const sora = { name: 'sora', at: AT, from: OFFICE };
const HOUR = 3_600_000;

describe('the watch of the directory', () => {
	it('names the account until a record of the portal arrives', async () => {
		const table = await dynamo().makeTable();
		const watch = dynamodbDirectoryWatch(table);
		expect(await watch.missing()).toBeNull();
		await watch.noteMissing(aSignInFrom(asserting(sora)));
		await watch.noteMissing(aSignInFrom(asserting({ ...sora, at: later(AT, -86_400) })));
		expect(await watch.missing()).toEqual({ account: ACCOUNT, day: Date.UTC(2026, 2, 3) });
		await dynamodbOwnAccounts(table).remember(aSignInFrom(asking(sora)));
		expect(await watch.missing()).toBeNull();
	});
});

describe('the lists of accounts', () => {
	it('are due once a day, and an hour after a failure', async () => {
		const lists = dynamodbAccountLists(await dynamo().makeTable());
		const now = Date.parse(AT);
		expect(await lists.isDue(now)).toBe(true);
		await lists.noteFailure(now);
		expect(await lists.isDue(now + HOUR - 1)).toBe(false);
		expect(await lists.isDue(now + HOUR)).toBe(true);
		await lists.note([ACCOUNT, OTHER_ACCOUNT], now + HOUR);
		expect(await lists.isDue(now + 24 * HOUR)).toBe(false);
		expect(await lists.isDue(now + 25 * HOUR)).toBe(true);
	});
});
