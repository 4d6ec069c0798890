import * as v from 'valibot';
import { readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import {
	getItem,
	IS_NEW,
	type Key,
	OPEN_INDEX,
	openKeys,
	putIf,
	queryPartition,
	type Table,
	TTL,
	updateIf,
} from '../runtime/dynamodb-table.ts';
import { eachOf } from './each-of.ts';
import type { ReportRun, ReportRuns, RunAccount } from './report-runs.ts';

/** A report is told after so long, with or without all accounts, in milliseconds. */
const DEADLINE_MS = 2 * 3_600_000;
/** How long a run is kept, in seconds: 400 days, like cases. */
const KEPT = 400 * 86_400;
/** So many items are written at the same time. */
const AT_ONCE = 16;
const MOST_OVERDUE = 20;

const runItem = v.object({
	week: text,
	startedAt: time,
	deadline: time,
	toldAt: v.nullable(time),
});

const accountItem = v.object({
	account: text,
	state: v.picklist(['waiting', 'read', 'failed']),
	why: v.nullable(v.string()),
});

/**
 * Keeps the runs in DynamoDB: one item for the run, and one for each account. The run is in the
 * index of open items until it is told.
 */
export function dynamodbReportRuns(table: Table): ReportRuns {
	return {
		start: async ({ week, at, accounts }) => {
			const ttl = Math.floor(at / 1000) + KEPT;
			// The run comes last: whoever finds it finds all of its accounts.
			await eachOf(accounts, AT_ONCE, async (account) => {
				const item = { account, state: 'waiting', why: null, [TTL]: ttl };
				await putIf(table, { ...accountKey(week, account), ...item }, IS_NEW);
				return null;
			});
			const deadline = at + DEADLINE_MS;
			const open = { [OPEN_INDEX.partition]: 'report', [OPEN_INDEX.sort]: deadline };
			const run = { week, startedAt: at, deadline, toldAt: null, [TTL]: ttl };
			await putIf(table, { ...runKey(week), ...open, ...run }, IS_NEW);
		},
		find: (week) => findRun(table, week),
		finishAccount: async (week, account, { state, why }) => {
			await updateIf(table, accountKey(week, account), {
				update: 'SET #state = :state, #why = :why',
				expression: 'attribute_exists(#pk) AND #state <> :read',
				values: { ':state': state, ':why': why, ':read': 'read' },
			});
		},
		overdue: async (now) => {
			const keys = await openKeys(table, 'report', MOST_OVERDUE);
			const items = await Promise.all(keys.map((key) => getItem(table, key)));
			return items
				.map((item) => readOrPassOver(() => readItem(runItem, item), table.passOver))
				.flatMap((run) =>
					run !== null && run.toldAt === null && run.deadline <= now ? [run.week] : [],
				);
		},
		recordTold: async (week, at) => {
			await updateIf(table, runKey(week), {
				update: `SET #toldAt = :at REMOVE #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`,
				expression: 'attribute_exists(#pk)',
				values: { ':at': at },
			});
		},
	};
}

async function findRun(table: Table, week: string): Promise<ReportRun | null> {
	const item = await getItem(table, runKey(week));
	if (item === undefined) return null;
	const run = readItem(runItem, item);
	const items = await queryPartition(table, runKey(week).pk, 'ACCOUNT#');
	return { ...run, accounts: items.map((one) => readAccount(table, one)) };
}

/** An account whose item cannot be read counts as waiting, so that the report names it. */
function readAccount(table: Table, item: unknown): RunAccount {
	const read = readOrPassOver(() => readItem(accountItem, item), table.passOver);
	if (read !== null) return read;
	const { sk } = v.parse(v.object({ sk: text }), item);
	return { account: sk.slice('ACCOUNT#'.length), state: 'waiting', why: null };
}

function runKey(week: string): Key {
	return { pk: `REPORT#${week}`, sk: 'RUN' };
}

function accountKey(week: string, account: string): Key {
	return { pk: `REPORT#${week}`, sk: `ACCOUNT#${account}` };
}
