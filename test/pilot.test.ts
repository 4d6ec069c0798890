import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import sampleDay from '../cli/sample-day/eyes.config.ts';
import { dynamodbDirectoryWatch } from '../shared/history/dynamodb-directory-watch.ts';
import { noteListed } from '../shared/history/dynamodb-own-accounts.ts';
import { signInFromRecord } from '../shared/sign-in/from-record.ts';
import { ACCOUNT, assumeRole, OFFICE, OTHER_ACCOUNT, UNTRUSTED } from './support/a-record.ts';
import { HUB, inFunctions, inReplay } from './support/both-ways.ts';
import { withDynamo } from './support/each-ledger.ts';
import { CONTAIN } from './support/judge-deps.ts';
import { pilotOf } from './support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const PROD = '111122223333';
const DEV = '444455556666';
const SECURITY = '777788889999';
const ALL = [PROD, DEV, SECURITY];
const FOLDER = 'cli/sample-day/AWSLogs';

/** The records of the sample day that can be read, of all accounts. */
const RECORDS: readonly Fields[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
	.filter((name) => /\.json(\.gz)?$/.test(name))
	.map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) }))
	.map(({ name, bytes }) => JSON.parse(String(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)))
	.flatMap(({ Records = [] }: { Records?: Fields[] }) => Records)
	.filter((record) => signInFromRecord(record).kind === 'sign-in');

const DAY = Date.parse('2026-03-03T00:00:00Z');
const SETTINGS = {
	...sampleDay,
	containment: { ...sampleDay.containment, ...CONTAIN.containment },
};

/** The records of the pilot alone, in both ways. */
async function bothWays(records: readonly Fields[], pilot: readonly string[], isListed = true) {
	const settings = { ...SETTINGS, ...(pilot === ALL ? HUB : pilotOf(...pilot)) };
	const came = records.filter((record) => pilot.includes(String(record.recipientAccountId)));
	const table = await dynamo().makeTable();
	if (isListed) await noteListed(table, ALL, DAY);
	return {
		replay: await inReplay(came, settings),
		functions: await inFunctions(came, settings, table),
		directory: await dynamodbDirectoryWatch(table).missing(),
	};
}

/** Who is denied, without how far and until when. */
function whom({ denied }: { readonly denied: readonly string[] }): string[] {
	return denied.map((one) => one.replace(/ .*/, ''));
}

describe('the sample day in a pilot', () => {
	it.each([
		['prod', [PROD]],
		['dev', [DEV]],
		['prod and dev, without the directory', [PROD, DEV]],
		['the directory alone', [SECURITY]],
		['prod with the directory', [PROD, SECURITY]],
	])('denies nobody who is not denied in the whole organization: %s', async (_, pilot) => {
		const whole = await bothWays(RECORDS, ALL);
		const part = await bothWays(RECORDS, pilot);
		for (const way of ['replay', 'functions'] as const) {
			const everybody = whom(whole[way]);
			expect(whom(part[way]).filter((one) => !everybody.includes(one))).toEqual([]);
			expect(whom(part[way])).not.toEqual([]);
		}
	});
});

describe('the portal of Identity Center in a pilot', () => {
	it.each([
		['is told not to be watched without the account that owns it', [PROD, DEV], true],
		['is watched with that account', ALL, false],
	])('%s', async (_, pilot, isMissing) => {
		const { directory } = await bothWays(RECORDS, pilot);
		expect(directory !== null).toBe(isMissing);
	});
});

/** A role of the pilot that is assumed from another account, as its own log shows it. */
function assumedFrom(sourceIPAddress: string, principalId: string): Fields {
	return assumeRole({
		...{ eventTime: '2026-03-03T10:20:00Z', sourceIPAddress, sharedEventID: 'shared-1' },
		userIdentity: { type: 'AWSAccount', accountId: OTHER_ACCOUNT, principalId },
	});
}

const CALLERS = ['AROACIEXAMPLE00000001:i-0abc1234def567890', 'AROADEVEXAMPLE0000001:bora'];

describe('a role of a pilot that is assumed from an account outside of it', () => {
	it.each(CALLERS)(
		'is told, and nobody is denied before a human has looked: %s',
		async (caller) => {
			const { functions } = await bothWays([assumedFrom(UNTRUSTED, caller)], [ACCOUNT]);
			expect(functions.plans).toEqual([
				expect.stringContaining('"notContained":"caller-not-watched"'),
			]);
			expect(functions.cases).toEqual([expect.stringContaining('"caller-not-watched"')]);
			expect(functions.denied).toEqual([]);
		},
	);

	it.each(CALLERS)('is told before Organizations was asked, and in replay: %s', async (caller) => {
		const came = await bothWays([assumedFrom(UNTRUSTED, caller)], [ACCOUNT], false);
		for (const { cases } of [came.functions, came.replay])
			expect(cases).toEqual([expect.stringContaining('"external-account"')]);
	});

	it.each([OFFICE, 'AWS Internal'])('is nothing to tell from %s', async (address) => {
		const came = await bothWays([assumedFrom(address, 'AROADEVEXAMPLE0000001:bora')], [ACCOUNT]);
		for (const { cases, denied } of [came.functions, came.replay])
			expect([...cases, ...denied]).toEqual([]);
	});
});
