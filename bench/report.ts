// The credential report of a large organization by simulation: how many calls, how much time of the
// processor, how much memory. `npm run bench:report -- USERS ACCOUNTS`, by default 5,000 and 50.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ReportDeps } from '../functions/report-credentials/deps.ts';
import { reportCredentials } from '../functions/report-credentials/report-credentials.ts';
import { checkConfiguration } from '../shared/configuration/check-configuration.ts';
import type { AccountReader } from '../shared/report/account-reader.ts';
import { isoWeek } from '../shared/report/iso-week.ts';
import { threadFile } from '../shared/report/report-files.ts';
import type { ReportMessage } from '../shared/report/report-message.ts';
import { anSqsRecord } from '../test/support/an-sqs-record.ts';
import { memoryReportRuns } from '../test/support/memory-report-runs.ts';
import { someTelemetry } from '../test/support/some-telemetry.ts';

const DAY = 86_400_000;
const [users = 5_000, accounts = 50] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'eyes-report-'));
const counts = new Map<string, number>();
const queue: ReportMessage[] = [];
const MADE = '2025-06-01T00:00:00+00:00';
const clock = { now: Date.parse('2026-11-30T00:00:00Z') };

interface Measured {
	readonly calls: ReadonlyMap<string, number>;
	readonly seconds: { readonly accounts: number; readonly telling: number };
	/** Largest memory of the process until then, in MB. */
	readonly megabytes: { readonly accounts: number; readonly telling: number };
}

/** Runs the report of one week. The last account's message also tells it. */
async function week(deps: ReportDeps): Promise<Measured> {
	counts.clear();
	await reportCredentials({ scheduledAt: new Date(clock.now).toISOString() }, deps);
	const start = process.cpuUsage();
	const secondsSince = (from: NodeJS.CpuUsage) => {
		const { user, system } = process.cpuUsage(from);
		return (user + system) / 1e6;
	};
	while (queue.length > 1) await deliver(deps);
	const reading = secondsSince(start);
	const memory = process.resourceUsage().maxRSS / 1024;
	const last = process.cpuUsage();
	await deliver(deps);
	return {
		calls: new Map(counts),
		seconds: { accounts: reading / (accounts - 1), telling: secondsSince(last) },
		megabytes: { accounts: memory, telling: process.resourceUsage().maxRSS / 1024 },
	};
}

async function deliver(deps: ReportDeps): Promise<void> {
	const Records = [anSqsRecord(JSON.stringify(queue.shift()))];
	const answer = await reportCredentials({ Records }, deps);
	if (answer?.batchItemFailures.length !== 0) throw new Error('a message failed');
}

function print(title: string, { calls, seconds, megabytes }: Measured): void {
	const perAccount = [...calls].map(([call, count]) => `${call} ${Math.round(count / accounts)}`);
	console.log(`${title}: calls per account: ${perAccount.join(', ')}`);
	console.log(
		`  processor ${seconds.accounts.toFixed(2)} s per account, ${seconds.telling.toFixed(1)} s to tell; ` +
			`peak memory ${megabytes.accounts.toFixed(0)} MB while reading, ${megabytes.telling.toFixed(0)} MB in all`,
	);
}

function depsOf(): ReportDeps {
	const checked = checkConfiguration({ networks: [] }, '2026-11-30');
	if ('errors' in checked) throw new Error(checked.errors.join('; '));
	const ids = Array.from({ length: accounts }, (_, at) => String(100_000_000_000 + at));
	const path = (name: string) => join(folder, name);
	const read = (name: string) => {
		try {
			return readFileSync(path(name));
		} catch {
			return null;
		}
	};
	return {
		directory: {
			list: async () => ({
				kind: 'read',
				value: { active: ids.map((id) => ({ id, name: id })), notActive: [] },
			}),
		},
		reader: reader(),
		runs: memoryReportRuns(),
		archive: {
			put: async (name, body) => {
				mkdirSync(dirname(path(name)), { recursive: true });
				writeFileSync(path(name), body);
			},
			get: async (name) => read(name)?.toString('utf8') ?? null,
			getBytes: async (name) => read(name),
		},
		messages: { send: async (messages) => void queue.push(...messages) },
		keyUses: { of: counted('history', () => []) },
		notices: { add: async () => true },
		hints: { toNotify: async () => {} },
		settings: checked.configuration,
		telemetry: someTelemetry(),
		now: () => clock.now,
	};
}

function counted<A extends unknown[], T>(call: string, give: (...args: A) => T) {
	return async (...args: A): Promise<T> => {
		counts.set(call, (counts.get(call) ?? 0) + 1);
		return give(...args);
	};
}

function reader(): AccountReader {
	const ok = <T>(value: T) => ({ kind: 'read', value }) as const;
	const keyOf = (account: string, user: string) =>
		`AKIA${account.slice(-4)}${user.slice(5).padStart(12, '0')}`;
	return {
		credentialReport: counted('report', (account) => ok({ csv: csvOf(account), at: clock.now })),
		rootSummary: counted('summary', () =>
			ok({ hasAccessKey: false, hasPassword: true, hasMfa: true }),
		),
		serviceCredentials: counted('service credentials', () => ok({ credentials: [], notAsked: [] })),
		accessKeys: counted('access keys', (account, user) =>
			ok([{ id: keyOf(account, user), createdAt: Date.parse(MADE), status: 'active' } as const]),
		),
		keyLastUsed: counted('key last used', () => ({ kind: 'gone' }) as const),
		userDetails: counted('tags and policies', () => ok({ tags: {}, policies: [] })),
	};
}

function csvOf(account: string): string {
	const used = new Date(clock.now - 2 * DAY).toISOString();
	const header =
		'user,arn,user_creation_time,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_service,access_key_2_active,cert_1_active,cert_2_active';
	const row = (_: unknown, at: number) =>
		`user-${at},arn:aws:iam::${account}:user/user-${at},${MADE},false,false,true,${MADE},${used},s3,false,false,false`;
	return [header, ...Array.from({ length: users }, row)].join('\n');
}

try {
	const deps = depsOf();
	const first = await week(deps);
	clock.now += 7 * DAY;
	const second = await week(deps);
	console.log(`${accounts} accounts with ${users} users each, every user with one old key`);
	print('first week', first);
	print('second week', second);
	const name = threadFile(isoWeek(clock.now, 'Asia/Seoul'), 'csv');
	console.log(`CSV ${(statSync(join(folder, name)).size / 1e6).toFixed(1)} MB`);
} finally {
	rmSync(folder, { recursive: true });
}
