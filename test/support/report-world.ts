import type { ReportDeps } from '../../functions/report-credentials/deps.ts';
import { reportCredentials } from '../../functions/report-credentials/report-credentials.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { dynamodbKeyUses } from '../../shared/history/dynamodb-key-uses.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import type { AccountReader } from '../../shared/report/account-reader.ts';
import type { Answer, AnswerOrGone } from '../../shared/report/answer.ts';
import { dynamodbReportRuns } from '../../shared/report/dynamodb-report-runs.ts';
import type { ReportMessage } from '../../shared/report/report-message.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { GENERATED } from './a-user.ts';
import { anSqsRecord } from './an-sqs-record.ts';
import { type KillableCalls, killableCalls, killableTable } from './killable-calls.ts';
import { memoryArchive } from './memory-archive.ts';
import { someHints } from './some-hints.ts';
import { aConfiguration } from './some-settings.ts';
import { someTelemetry } from './some-telemetry.ts';

/** An account as IAM knows it. */
export interface World {
	readonly csv: string;
	readonly keys?: Readonly<Record<string, { id: string; createdAt: number }[]>>;
	readonly tags?: Readonly<Record<string, Record<string, string>>>;
	/** Why every call fails. */
	readonly fails?: { readonly why: string; readonly isLasting: boolean };
}

const HEADER = [
	...['user', 'arn', 'user_creation_time', 'password_enabled', 'mfa_active'],
	...['access_key_1_active', 'access_key_1_last_rotated', 'access_key_1_last_used_date'],
	...['access_key_2_active', 'cert_1_active', 'cert_2_active'],
];

/** The credential report of an account: root, and users with a key that was made then. */
export function csvOf(account: string, users: Readonly<Record<string, string>>): string {
	const rows = Object.entries(users).map(([user, made]) => [
		...[user, `arn:aws:iam::${account}:user/${user}`, made, 'false', 'false'],
		...['true', made, '2026-11-29T00:00:00+00:00', 'false', 'false', 'false'],
	]);
	const root = [
		...['<root_account>', `arn:aws:iam::${account}:root`, '2020-01-01T00:00:00+00:00'],
		...['false', 'true', 'false', 'N/A', 'N/A', 'false', 'false', 'false'],
	];
	return [HEADER, root, ...rows].map((row) => row.join(',')).join('\n');
}

/** The function of the report on a table, with accounts, a queue and a bucket in memory. */
export function reportWorld(
	table: Table,
	accounts: Map<string, World>,
	report: ConfigurationInput['report'] = {},
) {
	const calls = killableCalls();
	const archive = memoryArchive();
	const queue: ReportMessage[] = [];
	const asked: string[] = [];
	const { hints, sent } = someHints();
	const telemetry = someTelemetry();
	const clock = { now: GENERATED };
	const killable = killableTable(table, calls);
	const deps: ReportDeps = {
		directory: {
			list: async () => ({
				kind: 'read',
				value: { active: [...accounts.keys()].map((id) => ({ id, name: id })), notActive: [] },
			}),
		},
		reader: readerOf(accounts, { asked, calls }),
		runs: dynamodbReportRuns(killable),
		archive: {
			put: (name, body, type) => calls.run(() => archive.put(name, body, type)),
			get: (name) => calls.run(() => archive.get(name)),
			getBytes: (name) => calls.run(() => archive.getBytes(name)),
		},
		messages: { send: (messages) => calls.run(() => void queue.push(...messages)) },
		keyUses: dynamodbKeyUses(killable),
		notices: dynamodbNotices(killable),
		hints: { toNotify: (given, change) => calls.run(() => hints.toNotify(given, change)) },
		settings: aConfiguration({ report }),
		...{ telemetry, now: () => clock.now },
	};
	const start = () => reportCredentials({ scheduledAt: new Date(GENERATED).toISOString() }, deps);
	/** Delivers one message; gives false if it must come again. */
	const deliver = async (message: ReportMessage, received = 1) => {
		const Records = [anSqsRecord(JSON.stringify(message), { received })];
		const answer = await reportCredentials({ Records }, deps);
		return answer?.batchItemFailures.length === 0;
	};
	/** Delivers everything until the queue is empty, each message at most five times. */
	const drain = async () => {
		for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
			for (let received = 1; received <= 5; received++) if (await deliver(message, received)) break;
		}
	};
	return { deps, start, deliver, drain, calls, archive, queue, asked, sent, telemetry, clock };
}

function readerOf(
	accounts: ReadonlyMap<string, World>,
	{ asked, calls }: { readonly asked: string[]; readonly calls: KillableCalls },
): AccountReader {
	const answer = <T>(account: string, what: string, value: (world: World) => T) =>
		calls.run((): Answer<T> => {
			asked.push(`${account} ${what}`);
			const world = accounts.get(account);
			if (world === undefined) throw new Error(`no account ${account}`);
			return world.fails === undefined
				? { kind: 'read', value: value(world) }
				: { kind: 'failed', ...world.fails };
		});
	return {
		credentialReport: (account) => answer(account, 'report', ({ csv }) => ({ csv, at: GENERATED })),
		rootSummary: (account) =>
			answer(account, 'summary', () => ({ hasAccessKey: false, hasPassword: null, hasMfa: true })),
		serviceCredentials: (account) =>
			answer(account, 'services', () => ({ credentials: [], notAsked: [] })),
		accessKeys: (account, user) =>
			answer(account, `keys ${user}`, ({ keys = {} }) =>
				(keys[user] ?? []).map((key) => ({ ...key, status: 'active' }) as const),
			),
		keyLastUsed: async (): Promise<AnswerOrGone<never>> => ({ kind: 'gone' }),
		userDetails: (account, user) =>
			answer(account, `details ${user}`, ({ tags = {} }) => ({
				tags: tags[user] ?? {},
				policies: [],
			})),
	};
}
