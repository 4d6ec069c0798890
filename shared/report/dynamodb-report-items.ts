import * as v from 'valibot';
import {
	failOn,
	type PassOver,
	readItem,
	readOrPassOver,
	text,
	time,
} from '../runtime/dynamodb-item.ts';
import { type Key, OPEN_INDEX, TTL } from '../runtime/dynamodb-table.ts';
import {
	ACCOUNT_STATES,
	type AccountOfRun,
	type NewRun,
	type ReportRun,
	RUN_MS,
} from './report-runs.ts';

type Item = Key & Readonly<Record<string, unknown>>;

const REPORT = 'REPORT#';
const RUN = 'RUN';
const ACCOUNT = 'ACCOUNT#';
/** How long the items of a run are kept, in seconds: 400 days. */
const KEPT = 400 * 86_400;

const runItem = v.object({
	...{ week: text, scheduledAt: time, startedAt: time, deadline: time },
	toldAt: v.nullable(time),
	accounts: v.array(text),
});
/** A run as its own item has it: only the ids of its accounts. */
export type StoredRun = v.InferOutput<typeof runItem>;

const accountItem = v.object({
	account: text,
	name: v.optional(v.nullable(v.string()), null),
	state: v.picklist(ACCOUNT_STATES),
	why: v.nullable(v.string()),
	at: v.nullable(time),
	note: v.nullable(v.string()),
});

export function runPartition(week: string): string {
	return `${REPORT}${week}`;
}

export function runKey(week: string): Key {
	return { pk: runPartition(week), sk: RUN };
}

export function accountKey(week: string, account: string): Key {
	return { pk: runPartition(week), sk: `${ACCOUNT}${account}` };
}

/** Gives the week of a run from the key of one of its items. */
export function weekOf({ pk }: Key): string {
	return pk.slice(REPORT.length);
}

/** Gives when an item ends, in seconds since 1970. `at`: milliseconds. */
export function endOf(at: number): number {
	return Math.floor(at / 1_000) + KEPT;
}

/**
 * The run's own item. It has the ids of all accounts, so that an account whose item is missing or
 * cannot be read is never taken for done. It is in the index of open items until it is told.
 */
export function newRunItem(run: NewRun, accounts: readonly string[]): Item {
	const deadline = run.startedAt + RUN_MS;
	return {
		...runKey(run.week),
		...{ [OPEN_INDEX.partition]: 'report', [OPEN_INDEX.sort]: deadline },
		...{ week: run.week, scheduledAt: run.scheduledAt, startedAt: run.startedAt },
		...{ deadline, toldAt: null, accounts },
		[TTL]: endOf(run.startedAt),
	};
}

/** Reads a run's own item. Throws a DamagedItemError. */
export function readStoredRun(item: unknown): StoredRun {
	return readItem(runItem, item);
}

/** The items of a partition by their sort keys. */
export function bySortKey(items: readonly unknown[]): ReadonlyMap<string, unknown> {
	const key = v.object({ sk: text });
	return new Map(items.map((item) => [readItem(key, item).sk, item]));
}

/** Puts a run together from the items of its partition. */
export function runWith(
	run: StoredRun,
	items: ReadonlyMap<string, unknown>,
	passOver: PassOver = failOn,
): ReportRun {
	const accounts = run.accounts.map((account) => {
		const item = items.get(accountKey(run.week, account).sk);
		if (item === undefined) return waiting(account, null);
		const read = readOrPassOver(() => readItem(accountItem, item), passOver);
		return read === null ? waiting(account, UNREADABLE) : { ...read, account };
	});
	return { ...run, accounts };
}

const UNREADABLE =
	"The table's item about the account cannot be read; restore it from the backup of the table.";

function waiting(account: string, why: string | null): AccountOfRun {
	return { account, name: null, state: 'waiting', why, at: null, note: null };
}
