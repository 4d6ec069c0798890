import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamodbCases } from '../shared/case/dynamodb-cases.ts';
import { dynamodbBreakerLedger } from '../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPolicyLedger } from '../shared/containment/ledger/dynamodb-policy-ledger.ts';
import { dynamodbKeyBirthdays } from '../shared/credential/dynamodb-key-birthdays.ts';
import { dynamodbKeptPasts } from '../shared/history/dynamodb-kept-pasts.ts';
import { dynamodbKeyUses } from '../shared/history/dynamodb-key-uses.ts';
import { dynamodbOwnAccounts } from '../shared/history/dynamodb-own-accounts.ts';
import { dynamodbPeopleByName } from '../shared/history/dynamodb-people-by-name.ts';
import { dynamodbRoleUses } from '../shared/history/dynamodb-role-uses.ts';
import { dynamodbMentions } from '../shared/outbox/dynamodb-mentions.ts';
import { dynamodbNotices } from '../shared/outbox/dynamodb-notices.ts';
import { dynamodbReportRuns } from '../shared/report/dynamodb-report-runs.ts';
import type { Table } from '../shared/runtime/dynamodb-table.ts';
import { dynamodbStackSetWatch } from '../shared/stack-sets/dynamodb-stack-set-watch.ts';
import { dynamodbDailySummaries } from '../shared/summary/dynamodb-daily-summaries.ts';
import { verdictOfRepeat } from '../shared/verdict/repeated-use.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	OTHER_ACCOUNT,
	UNTRUSTED,
	usingKey,
} from './support/a-record.ts';
import { allItems } from './support/all-items.ts';
import { CASE_GAPS } from './support/an-addition.ts';
import { withDynamo } from './support/each-ledger.ts';
import { KNOWN, kindOf, writeEveryKind } from './support/every-kind-of-item.ts';
import { aSignInFrom } from './support/follow-records.ts';
import { deliver, judgeDeps } from './support/judge-deps.ts';

/**
 * Stored items outlive the code that wrote them. Each release leaves a file with an item of every
 * kind; every later version must read all of them, so a new field has to be optional.
 * `write-stored-items.ts` writes the file of a release.
 */
const FOLDER = join(import.meta.dirname, 'fixtures', 'stored-items');
const RELEASES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

type Item = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();

/** JSON has no sets; DynamoDB does. */
function fromSets(_: string, value: unknown): unknown {
	const isSet = typeof value === 'object' && value !== null && 'set' in value;
	return isSet && Array.isArray(value.set) ? new Set(value.set) : value;
}

function released(name: string): Item[] {
	return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'), fromSets);
}

async function tableWith(items: readonly Item[]): Promise<Table> {
	const table = await dynamo().makeTable();
	for (const Item of items)
		await table.client.send(new PutCommand({ TableName: table.name, Item }));
	return table;
}

async function itemsOfNow(): Promise<Item[]> {
	const table = await dynamo().makeTable();
	await writeEveryKind(table);
	return allItems(table);
}

/** The id of a case that is the latest of its key. */
function latestCaseIn(items: readonly Item[]): string {
	return String(items.find(({ sk }) => sk === 'NOW')?.id);
}

function kindsIn(items: readonly Item[]): string[] {
	return [...new Set(items.map(({ pk, sk }) => kindOf({ pk, sk })))].toSorted();
}

describe.each(RELEASES)('the items of release %s', (name) => {
	const items = released(name);
	let table: Table;
	beforeAll(async () => {
		table = await tableWith(items);
	});

	it('are of every kind that this version writes', async () => {
		expect(kindsIn(items)).toEqual(expect.arrayContaining(kindsIn(await itemsOfNow())));
	});

	it('are read as containments with their histories, and as the demands of their policies', async () => {
		const ledger = dynamodbLedger(table);
		const policies = dynamodbPolicyLedger(table);
		const heads = items.filter(({ sk }) => sk === 'HEAD');
		expect(heads.length).toBeGreaterThan(1);
		for (const { id, steps } of heads) {
			expect(await ledger.find(String(id))).toMatchObject({ id, steps });
			expect(await ledger.history(String(id))).toHaveLength(Number(steps));
		}
		const open = await ledger.open();
		expect(open).toHaveLength(heads.length);
		const demand = await policies.activeFor('scp');
		expect(demand.damaged).toEqual([]);
		expect([...demand.active, ...demand.ending]).toHaveLength(
			open.filter(({ policies: of }) => of.some(({ policy }) => policy === 'scp')).length,
		);
	});

	it('are read as leases, publications and texts', async () => {
		const policies = dynamodbPolicyLedger(table);
		const [publication] = await policies.publications('scp');
		expect(await policies.textOf(publication?.after ?? '')).toContain('"Statement"');
		const lease = await policies.lease('scp', { holder: 'new', now: 9e12, ms: 1 });
		expect(lease?.expected).toEqual([publication?.after]);
	});

	it('are read as the circuit breaker', async () => {
		const breaker = dynamodbBreakerLedger(table);
		expect(await breaker.breaker()).toMatchObject({ number: 1, why: 'people', resumed: {} });
	});

	it('are read as cases, the latest and the earlier ones, and as what waits for a key age', async () => {
		const cases = dynamodbCases(table);
		const pointers = items.filter(({ sk }) => sk === 'CASE');
		expect(pointers.length).toBeGreaterThan(2);
		for (const { pk } of pointers) {
			const id = String(pk).slice('CASE#'.length);
			expect(await cases.find(id)).toMatchObject({ case: { id } });
		}
		expect(await cases.keysAsked(5)).toHaveLength(1);
		expect(await cases.due(50)).not.toHaveLength(0);
	});

	it('are read as cases that take up the uses of a credential', async () => {
		const cases = dynamodbCases(table);
		const stored = await cases.find(latestCaseIn(items));
		if (stored === null) throw new Error('no case');
		expect(stored.case.uses).toBeNull();
		const { key } = stored.whose;
		const eventTime = new Date(stored.case.lastAt).toISOString();
		const use = aSignInFrom(usingKey('ListUsers', { eventTime }));
		const verdict = verdictOfRepeat(stored.case.lead.verdict);
		const recalled = (await cases.recall([key])).get(key);
		const joining = { key, uses: [{ signIn: use, verdict }], gaps: CASE_GAPS };
		expect((await cases.join(joining, recalled))?.case.uses).toMatchObject({ calls: 1 });
	});

	it('are read as uses of access keys', async () => {
		const [use] = await dynamodbKeyUses(table).of('AKIAARIEXAMPLE');
		expect(use).toMatchObject({ network: UNTRUSTED, classification: 'untrusted' });
	});

	it('are read as what is known of the past of keys', async () => {
		expect(await dynamodbKeptPasts(table).read(KNOWN.keyAtWork)).toMatchObject({
			said: 'new-here',
			told: { places: [], regions: expect.arrayContaining(['us-east-1']) },
		});
	});

	it('are read as IAM users by their names', async () => {
		expect(await dynamodbPeopleByName(table).iamUsers('bora')).toMatchObject([
			{ account: ACCOUNT, id: 'AIDABORAEXAMPLE0001' },
		]);
	});

	it('are read as uses of roles', async () => {
		const { uses } = await dynamodbRoleUses(table).since(KNOWN.role, 0);
		expect(uses).toMatchObject([{ name: 'bora', roleId: 'AROADEPLOYEXAMPLE0001' }]);
	});

	it('are read as notices, key ages and accounts', async () => {
		expect(await dynamodbNotices(table).find(KNOWN.notice)).toMatchObject({
			facts: { number: '1' },
		});
		expect(await dynamodbKeyBirthdays(table, Date.now).read(KNOWN.accessKey)).toBe(1);
		const fromOther = aSignInFrom(
			assumeRole({
				recipientAccountId: OTHER_ACCOUNT,
				userIdentity: {
					type: 'AWSAccount',
					accountId: ACCOUNT,
					principalId: 'AIDABORAEXAMPLE0001',
				},
			}),
		);
		expect((await dynamodbOwnAccounts(table).recall(fromOther)).accounts).toContain(ACCOUNT);
	});

	it('are read as the mentions of a Slack channel', async () => {
		const state = await dynamodbMentions(table).find(KNOWN.channel);
		expect(state?.waiting).toHaveLength(2);
	});

	it('are read as a run of the credential report, with its accounts', async () => {
		expect(await dynamodbReportRuns(table).find(KNOWN.week)).toMatchObject({
			toldAt: expect.any(Number),
			accounts: [
				{ account: ACCOUNT, name: 'prod', state: 'read', why: null },
				{ name: 'test', state: 'failed', why: 'throttled', note: null },
				{ name: 'audit', state: 'waiting', at: null },
			],
		});
	});

	it('are read as the sign-ins of daily summaries', async () => {
		const summaries = dynamodbDailySummaries(table);
		expect(await summaries.waiting()).toEqual([KNOWN.summaryDay]);
		expect((await summaries.read(KNOWN.summaryDay)).lines).toMatchObject([
			{ kind: 'workload', count: 1, networks: { shown: [UNTRUSTED] } },
		]);
		expect((await summaries.read('2026-06-04')).lines).toMatchObject([
			{ kind: 'odd', day: KNOWN.summaryDay, event: 'CreateToken', reason: 'outcome-unknown' },
		]);
	});

	it('are read as what is known of the StackSets', async () => {
		expect(await dynamodbStackSetWatch(table).read()).toMatchObject({
			look: { behind: 1, shown: [{ region: 'us-west-2', cause: 'scp' }] },
			failingSince: expect.any(Number),
			told: { number: 1 },
		});
	});

	it('are the history and the case of a sign-in that comes today', async () => {
		const deps = judgeDeps(table);
		const at = (minute: number, address: string) =>
			consoleLogin({
				...{ eventTime: `2026-03-03T03:${minute}:00Z`, eventID: `today-${minute}` },
				...{ userIdentity: iamUser('bora'), sourceIPAddress: address },
			});
		await deliver(at(12, UNTRUSTED), deps);
		await deliver(at(13, '198.51.100.7'), deps);
		const ids = deps.sent.notify.map((hint) => hint.split(' ')[1] ?? '');
		const [joined, opened] = await Promise.all(ids.map((id) => deps.cases.find(id)));
		expect(joined?.case.successes).toBeGreaterThan(1);
		expect(opened?.case.reasons.map(({ code }) => code)).toContain('new-network');
	});
});

it('no release is without its file', () => {
	expect(RELEASES).toContain('0.1.json');
});
