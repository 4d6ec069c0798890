import { readOrPassOver } from '../runtime/dynamodb-item.ts';
import {
	type Condition,
	getItem,
	IS_NEW,
	OPEN_INDEX,
	openKeys,
	putIf,
	queryPartition,
	type Table,
	TTL,
	updateIf,
} from '../runtime/dynamodb-table.ts';
import {
	accountKey,
	bySortKey,
	endOf,
	newRunItem,
	readStoredRun,
	runKey,
	runPartition,
	runWith,
	weekOf,
} from './dynamodb-report-items.ts';
import { eachOf } from './each-of.ts';
import type { OrganizationAccount } from './organization-accounts.ts';
import type { AccountOutcome, NewRun, ReportRun, ReportRuns } from './report-runs.ts';

/** A week has one run, so more than a few are never overdue. */
const MOST_OVERDUE = 10;
/** So many items are written at the same time. */
const AT_ONCE = 25;

/** The runs of the report in DynamoDB. A run is in the index of open items until it is told. */
export function dynamodbReportRuns(table: Table): ReportRuns {
	return {
		start: (run, accounts) => start(table, run, accounts),
		finishAccount: (week, account, outcome) => finish(table, { week, account, outcome }),
		find: (week) => find(table, week),
		overdue: async (now) => {
			const keys = await openKeys(table, 'report', MOST_OVERDUE);
			const runs = await Promise.all(keys.map((key) => find(table, weekOf(key))));
			return runs
				.filter((run) => run !== null)
				.filter(({ toldAt, deadline }) => toldAt === null && deadline <= now);
		},
		recordTold: async (week, at) => {
			await updateIf(table, runKey(week), {
				update: `SET #toldAt = :at REMOVE #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`,
				expression: 'attribute_exists(#pk) AND #toldAt = :nothing',
				values: { ':at': at, ':nothing': null },
			});
		},
	};
}

async function find(table: Table, week: string): Promise<ReportRun | null> {
	const items = await itemsOf(table, week);
	const item = items.get(runKey(week).sk);
	if (item === undefined) return null;
	const run = readOrPassOver(() => readStoredRun(item), table.passOver);
	return run === null ? null : runWith(run, items, table.passOver);
}

async function itemsOf(table: Table, week: string): Promise<ReadonlyMap<string, unknown>> {
	return bySortKey(await queryPartition(table, runPartition(week)));
}

/**
 * The run's own item names all accounts, so nothing is lost if the function is killed after it. The
 * items of the accounts only add names to it until the accounts are finished.
 */
async function start(
	table: Table,
	run: NewRun,
	accounts: readonly OrganizationAccount[],
): Promise<ReportRun> {
	const ids = accounts.map(({ id }) => id);
	await putIf(table, newRunItem(run, ids), IS_NEW);
	const stored = readStoredRun(await getItem(table, runKey(run.week)));
	const wanted = new Set(stored.accounts);
	const added = accounts.filter(({ id }) => wanted.has(id));
	await eachOf(added, AT_ONCE, async (account) => {
		await addAccount(table, stored, account);
		return null;
	});
	return runWith(stored, await itemsOf(table, run.week), table.passOver);
}

/** What is known of the account already stays. */
async function addAccount(
	table: Table,
	run: NewRun,
	{ id, name }: OrganizationAccount,
): Promise<void> {
	const keep = (field: string, value: string) => `#${field} = if_not_exists(#${field}, ${value})`;
	const unfinished = ['why', 'at', 'note'].map((field) => keep(field, ':none'));
	const kept = [keep('state', ':waiting'), keep(TTL, ':end'), ...unfinished];
	await updateIf(table, accountKey(run.week, id), {
		update: `SET #account = :account, #name = :name, ${kept.join(', ')}`,
		expression: 'attribute_not_exists(#name)',
		values: {
			...{ ':account': id, ':name': name, ':waiting': 'waiting' },
			...{ ':end': endOf(run.startedAt), ':none': null },
		},
	});
}

interface Finished {
	readonly week: string;
	readonly account: string;
	readonly outcome: AccountOutcome;
}

async function finish(table: Table, { week, account, outcome }: Finished): Promise<void> {
	const { expression, values } = prevails(outcome);
	const set = ['account', 'state', 'at', 'why', 'note'].map((field) => `#${field} = :${field}`);
	await updateIf(table, accountKey(week, account), {
		update: `SET ${set.join(', ')}, #${TTL} = if_not_exists(#${TTL}, :end)`,
		expression,
		values: {
			...values,
			...{ ':account': account, ':state': outcome.state, ':at': outcome.at },
			':why': outcome.state === 'failed' ? outcome.why : null,
			':note': outcome.state === 'read' ? outcome.note : null,
			':end': endOf(outcome.at),
		},
	});
}

/** Whether an outcome replaces what the item says. Then the order of outcomes does not matter. */
function prevails({ state }: AccountOutcome): Required<Condition> {
	const isLater = '(#state <> :read OR #at < :at)';
	const isBetter = '(#state <> :read AND (#state <> :failed OR #at < :at))';
	return state === 'read'
		? { expression: `attribute_not_exists(#pk) OR ${isLater}`, values: { ':read': 'read' } }
		: {
				expression: `attribute_not_exists(#pk) OR ${isBetter}`,
				values: { ':read': 'read', ':failed': 'failed' },
			};
}
