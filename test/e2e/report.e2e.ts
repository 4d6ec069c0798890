import { CreateAccessKeyCommand, CreateUserCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dynamodbReportRuns } from '../../shared/report/dynamodb-report-runs.ts';
import type { ReportArchive } from '../../shared/report/report-archive.ts';
import {
	keysFile,
	reportFile,
	summaryFile,
	THREAD_FILES,
	threadFile,
	threadFileName,
} from '../../shared/report/report-files.ts';
import type { ReportRun } from '../../shared/report/report-runs.ts';
import { s3ReportArchive } from '../../shared/report/s3-report-archive.ts';
import { clientsOf } from './aws/clients.ts';
import { objectOr } from './deploy/template.ts';
import { functionLogs } from './function-logs.ts';
import { startReport } from './invoke.ts';
import { queuesOf } from './picture.ts';
import type { AwsCall } from './proxy/aws-call.ts';
import { refusedOf, rightsOf } from './role-rights.ts';
import { iamCredentials, type OldUser } from './stand-ins/iam-credentials.ts';
import { SLACK_TOKEN, type System, startSystem } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';
import { scaleTime } from './time-scale.ts';
import { until } from './until.ts';

/**
 * The weekly credential report over the accounts `prod` and `management`, while `security` refuses
 * to be read. The emulator makes users and keys now, and its IAM lacks much:
 * stand-ins/iam-credentials.ts moves the dates into the past and answers for service-specific
 * credentials. These are missing here and tested by the adapters' tests and with files on disk: the
 * 23rd column of the report, last uses, root's password and keys, inactive keys' dates, pages.
 */
const { prod, management, security } = ORGANIZATION;
/** Owned by somebody who is told by their Slack id (configurations.ts), and by nobody whom we know. */
const TERRAFORM: OldUser = { account: prod, name: 'terraform', days: 400 };
const LEE: OldUser = { account: prod, name: 'lee@example.com', days: 120 };
/** A user may have such a name, and a spreadsheet would calculate it. */
const FORMULA: OldUser = { account: prod, name: '=1+1', days: 50 };
const NEWCOMER: OldUser = { account: prod, name: 'newcomer', days: 1 };
const BACKUP: OldUser = { account: management, name: 'backup', days: 1000 };
const USERS = [TERRAFORM, LEE, FORMULA, NEWCOMER, BACKUP];
/** The report of IAM shows nothing of it. */
const BEDROCK = { account: management, user: BACKUP.name, id: 'ACCAEXAMPLEBEDROCK001', days: 3 };

const ROOT = '<root_account>';

const CHANNEL = 'C0EYESE2E';
const PEOPLE = { [LEE.name]: 'U0LEE' };
/** Mondays at nine in Seoul. */
const FIRST = { week: '2026-W49', scheduledAt: '2026-11-30T00:00:00Z' };
const SECOND = { week: '2026-W50', scheduledAt: '2026-12-07T00:00:00Z' };
const THIRD = { week: '2026-W51', scheduledAt: '2026-12-14T00:00:00Z' };

let system: System;
let archive: ReportArchive;
let keyIds: readonly string[];

beforeAll(async () => {
	system = await startSystem(inject('e2e'), 10);
	// A message whose function was killed is delivered again after seconds.
	await scaleTime(system.hub, { visibility: 15, timeout: null });
	archive = s3ReportArchive({ client: system.hub.clients.s3, bucket: reportBucket(system) });
	keyIds = await Promise.all(USERS.map(makeUser));
	const { proxy, slack } = system;
	const unknownService = 'aws-external-anthropic.amazonaws.com';
	proxy.amend(iamCredentials({ users: USERS, bedrockKeys: [BEDROCK], unknownService }));
	proxy.disturb((call) => (isReaderOf(security, call) ? 'deny' : null));
	for (const [email, id] of Object.entries(PEOPLE)) slack.people.set(email, id);
	slack.script({ method: 'chat.postMessage', refuseBlock: 'data_table', times: 99 });
	await tell(FIRST);
});
afterAll(async () => {
	const problems = system?.proxy.problems ?? [];
	await system?.stop();
	expect(problems).toEqual([]);
});

async function makeUser({ account, name: UserName }: OldUser): Promise<string> {
	const { iam } = clientsOf(system.place(account));
	await iam.send(new CreateUserCommand({ UserName }));
	const Tags = [{ Key: 'Owner', Value: '감사팀' }];
	if (UserName === BACKUP.name) await iam.send(new TagUserCommand({ UserName, Tags }));
	const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
	return AccessKey?.AccessKeyId ?? '';
}

function reportBucket({ hub }: System): string {
	const found = hub.resources.find(
		({ type, logicalId }) => type === 'AWS::S3::Bucket' && logicalId.startsWith('HubReporting'),
	);
	if (found === undefined) throw new Error('the hub has no bucket for reports');
	return found.physicalId;
}

/** True for the call with which the function takes its role in an account. */
function isReaderOf(account: string, { by, action, on }: AwsCall): boolean {
	return by === 'reporting' && action === 'AssumeRole' && on.includes(`::${account}:`);
}

/** Starts the report of a week and waits until everything about it is told and put away. */
async function tell({ week, scheduledAt }: typeof FIRST): Promise<ReportRun> {
	await startReport(system.hub, scheduledAt);
	return untilTold(week);
}

async function untilTold(week: string): Promise<ReportRun> {
	let last: unknown;
	const isTold = async () => {
		const run = await dynamodbReportRuns(system.table).find(week);
		const queues = await queuesOf(system);
		const files = system.slack.files.filter(({ name, message }) => name.includes(week) && message);
		last = { run, queues, files: files.map(({ name }) => name) };
		const isDone = files.length === THREAD_FILES.length && Object.keys(queues).length === 0;
		return run !== null && run.toldAt !== null && isDone ? run : undefined;
	};
	try {
		return await until(`the report of ${week} is told`, isTold, 100_000);
	} catch (cause) {
		const logs = (await functionLogs(system.hub)).filter((line) => /"(ERROR|WARN)"/.test(line));
		const lines = logs.slice(-10).join('\n');
		throw new Error(`not told: ${JSON.stringify(last)}\n${lines}`, { cause });
	}
}

async function run(week: string): Promise<ReportRun> {
	const stored = await dynamodbReportRuns(system.table).find(week);
	if (stored === null) throw new Error(`no run of ${week}`);
	return stored;
}

async function kept(name: string): Promise<string> {
	const text = await archive.get(name);
	if (text === null) throw new Error(`${name} is not in the bucket`);
	return text;
}

async function keptJson(name: string): Promise<Readonly<Record<string, unknown>>> {
	return objectOr(JSON.parse(await kept(name)));
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
	return Array.isArray(value) ? value.map(objectOr) : [];
}

/** What a report has found: account, user, age in days, owner, codes. */
async function found(week: string): Promise<readonly unknown[]> {
	const { credentials } = await keptJson(reportFile(week));
	return list(credentials).map(({ account, user, ageDays, owner, findings }) => [
		...[account, user, ageDays, objectOr(owner).value ?? null],
		list(findings).map(({ code }) => code),
	]);
}

/** The messages about reports in the channel itself. */
function messages() {
	return system.slack.messages.filter(
		({ channel, thread_ts }) => channel === CHANNEL && thread_ts === undefined,
	);
}

describe('the run in the table', () => {
	it('has read every account but the one that refuses, and says why it is not read', async () => {
		const { accounts, toldAt } = await run(FIRST.week);
		expect(toldAt).not.toBeNull();
		expect(Object.fromEntries(accounts.map(({ account, state }) => [account, state]))).toEqual({
			...{ [prod]: 'read', [management]: 'read', [security]: 'failed' },
		});
		const failed = accounts.find(({ account }) => account === security);
		expect(failed?.why).toMatch(/^sts:AssumeRole in account 341925412248 failed with AccessDenied/);
	});
});

describe('the files in the bucket', () => {
	it('report what is old in both accounts, by the dates of IAM, and whose it is', async () => {
		const { failed, counts } = await keptJson(reportFile(FIRST.week));
		const old = ['key-too-old', 'key-never-used'];
		expect(await found(FIRST.week)).toEqual([
			// The emulator says nothing of root's password and MFA.
			...[prod, management].map((account) => [account, ROOT, 0, null, ['root-no-mfa']]),
			[management, BACKUP.name, 1000, '감사팀', old],
			[prod, TERRAFORM.name, 400, '플랫폼팀', old],
			[prod, TERRAFORM.name, 400, '플랫폼팀', ['user-dormant']],
			// The user is not dormant, because this credential was made three days ago.
			[management, BACKUP.name, 3, '감사팀', ['service-credential-no-expiry']],
			[prod, LEE.name, 120, LEE.name, old],
			[prod, FORMULA.name, 50, null, ['key-never-used']],
		]);
		expect(list(failed).map(({ account }) => account)).toEqual([security]);
		// Root is counted among the users of an account.
		expect(counts).toMatchObject({ users: 7, activeKeys: 5, new: null, oldestKeyDays: 1000 });
	});

	it('say which service could not be asked about, in the accounts that were read', async () => {
		const { notes, credentials } = await keptJson(summaryFile(FIRST.week));
		expect(list(notes).map(({ account }) => account)).toEqual([prod, management].toSorted());
		expect(JSON.stringify(notes)).toContain('aws-external-anthropic');
		expect(list(credentials)).toHaveLength(8);
	});

	it('are a CSV that Excel reads and runs nothing of, and an HTML page', async () => {
		const csv = await kept(threadFile(FIRST.week, 'csv'));
		expect(csv.startsWith('\uFEFF계정 ID,')).toBe(true);
		expect(csv.split('\r\n')[1]).toContain(security);
		expect(csv).toContain(",'=1+1,");
		const html = await kept(threadFile(FIRST.week, 'html'));
		expect(html.slice(0, 15).toLowerCase()).toBe('<!doctype html>');
		for (const { name } of [TERRAFORM, BACKUP]) expect(html).toContain(name);
	});

	it('keep whole key ids to themselves: what people get has only masked ones', async () => {
		const everything = JSON.stringify([
			await kept(summaryFile(FIRST.week)),
			...(await Promise.all(THREAD_FILES.map((kind) => kept(threadFile(FIRST.week, kind))))),
			system.slack.messages,
			await functionLogs(system.hub),
		]);
		expect(await kept(keysFile(prod))).toContain(keyIds[0]);
		for (const id of keyIds) expect(everything).not.toContain(id);
		expect(everything).not.toContain(SLACK_TOKEN);
	});
});

describe('Slack, which refuses data tables', () => {
	it('gets exactly one message, in the older form, which names the account that failed', () => {
		const [message, ...others] = messages();
		expect(others).toEqual([]);
		const text = JSON.stringify(message?.blocks);
		expect(text).toContain('주간 액세스 키 점검 · 2026년 49주차');
		expect(text).toContain(`조회 실패 1계정(\`${security}\`)`);
		expect(text).toContain('"type":"table"');
		expect(text).toContain('1,000일');
		const tries = system.slack.calls.filter(
			({ method, args }) => method === 'chat.postMessage' && args.channel === CHANNEL,
		);
		expect(tries.map(({ answer }) => answer)).toEqual(['invalid_blocks', 'ok']);
	});

	it('gets both files in the thread of the message, as they are in the bucket', async () => {
		const { files } = system.slack;
		expect(files.map(({ name }) => name)).toEqual(
			THREAD_FILES.map((kind) => threadFileName(FIRST.week, kind)),
		);
		for (const [at, kind] of THREAD_FILES.entries()) {
			expect(files[at]?.message).toMatchObject({ channel: CHANNEL, thread_ts: messages()[0]?.ts });
			const bytes = await archive.getBytes(threadFile(FIRST.week, kind));
			expect(Buffer.from(files[at]?.bytes ?? []).equals(Buffer.from(bytes ?? []))).toBe(true);
		}
	});

	it('gets a message to each owner whom we may tell, about their own keys only', async () => {
		const told = await until('both owners are told', async () => {
			const direct = system.slack.messages.filter(({ channel }) => channel.startsWith('D'));
			return direct.length === 2 ? direct : undefined;
		});
		const to = (channel: string) =>
			JSON.stringify(told.find((one) => one.channel === channel)?.blocks);
		expect(to('D0PLATFORM')).toContain(TERRAFORM.name);
		expect(to('D0PLATFORM')).not.toContain(LEE.name);
		expect(to('D0LEE')).toContain(LEE.name);
	});
});

describe('the rights of the report (an IAM engine says what they allow)', () => {
	const by = (name: string) => system.proxy.calls.filter((call) => call.by === name);
	const own = ({ service, key }: AwsCall) => service !== 'iam' && key === security;

	it.each([
		['reporting', 'eyes-report-credentials'],
		['notification', 'eyes-notify'],
	])('suffice for every call that %s made in the hub', async (name, role) => {
		const hub = system.place(security);
		const made = by(name).filter(own);
		expect(new Set(made.map(({ service }) => service))).toContain('s3');
		expect(await refusedOf(await rightsOf(hub, role), hub, made)).toEqual([]);
	});

	it('suffice for every question to IAM in an account, and for no change there', async () => {
		const there = system.place(prod);
		const rights = await rightsOf(there, 'eyes-report-reader');
		const asked = by('reporting').filter(({ service }) => service === 'iam');
		expect(new Set(asked.map(({ action }) => action))).toEqual(
			new Set([
				...['GenerateCredentialReport', 'GetCredentialReport', 'GetAccountSummary'],
				...['ListServiceSpecificCredentials', 'ListAccessKeys'],
				...['ListUserTags', 'ListAttachedUserPolicies'],
			]),
		);
		expect(await refusedOf(rights, there, asked)).toEqual([]);
		const change = asked.slice(0, 1).map((call) => ({ ...call, action: 'UpdateAccessKey' }));
		expect(await refusedOf(rights, there, change)).toHaveLength(1);
	});
});

describe('a second start in the same week', () => {
	it('reads nothing, writes nothing and posts nothing', async () => {
		const before = { slack: system.slack.calls.length, run: await run(FIRST.week) };
		const seen = system.proxy.calls.length;
		await startReport(system.hub, FIRST.scheduledAt);
		await untilTold(FIRST.week);
		const since = system.proxy.calls.slice(seen).map(({ action }) => action);
		for (const action of ['AssumeRole', 'PutObject', 'SendMessageBatch'])
			expect(since).not.toContain(action);
		expect(await run(FIRST.week)).toEqual(before.run);
		expect(system.slack.calls).toHaveLength(before.slack);
	});
});

describe('the next week, in which every account can be read', () => {
	it('is compared with the week before, and asks for no keys that are known', async () => {
		system.proxy.disturb(() => null);
		const seen = system.proxy.calls.length;
		const { accounts } = await tell(SECOND);
		expect(accounts.map(({ state }) => state)).toEqual(['read', 'read', 'read']);
		const { failed, counts, previousAgeBands } = await keptJson(reportFile(SECOND.week));
		expect(failed).toEqual([]);
		expect(counts).toMatchObject({ action: 9, new: 0, resolved: 0 });
		const { ageBands } = await keptJson(reportFile(FIRST.week));
		expect(previousAgeBands).toEqual(ageBands);
		const asked = system.proxy.calls.slice(seen).map(({ action }) => action);
		expect(asked).toContain('GetCredentialReport');
		expect(asked).not.toContain('ListAccessKeys');
		expect(messages()).toHaveLength(2);
		expect(JSON.stringify(messages()[1]?.blocks)).not.toContain('조회 실패');
	});
});

describe('a run that is killed again and again', () => {
	it('ends in one message with its two files, and in the same report', async () => {
		let kills = 0;
		/** Each kind of effect fails once, before it takes effect. */
		const left = new Set(['PutObject', 'UpdateItem', 'PutItem', 'SendMessageBatch']);
		system.proxy.disturb(({ by, action }, caller) => {
			if (by !== 'reporting' || !left.has(action)) return null;
			// The process has ended already: these calls were made at the same time as its last one.
			if (caller() === undefined) return 'drop';
			left.delete(action);
			kills++;
			return 'kill';
		});
		await startUntilTaken(THIRD.scheduledAt);
		await untilTold(THIRD.week);
		expect(kills).toBe(4);
		expect(messages()).toHaveLength(3);
		expect(await found(THIRD.week)).toEqual(await found(SECOND.week));
	});
});

/** EventBridge Scheduler starts the function again if it fails. */
async function startUntilTaken(scheduledAt: string): Promise<void> {
	for (let attempt = 1; attempt <= 5; attempt++) {
		try {
			return await startReport(system.hub, scheduledAt);
		} catch {
			// The next attempt follows at once.
		}
	}
	throw new Error('the report was not started by five attempts');
}
