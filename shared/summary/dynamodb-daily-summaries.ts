import * as v from 'valibot';
import { readEach, readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import {
	IS_NEW,
	OPEN_INDEX,
	openKeys,
	putIf,
	queryPages,
	queryPartition,
	type Table,
	TTL,
	updateIf,
} from '../runtime/dynamodb-table.ts';
import { LineCount } from './count-line.ts';
import type { DailySummaries } from './daily-summaries.ts';
import { type DailySummary, DayLines } from './daily-summary.ts';
import { SUMMARY_KINDS, type SummaryEntry } from './summary-entry.ts';

/**
 * How long items are kept, in seconds: 30 days. A message may wait 14 days in a dead-letter queue,
 * and a delivery after that must still be known as a repeat.
 */
const KEPT = 30 * 86_400;
/** So many marks are read at once; every day has one, and one more for each day that came late. */
const MOST_MARKS = 100;
/** The prefixes of the sort keys. */
const LINE = 'LINE#';
const OF = 'OF#';

const shown = v.optional(v.nullable(v.string()), null);
const entryItem = v.object({
	...{ kind: v.picklist(SUMMARY_KINDS), tells: text, day: text, line: text, delivery: text },
	...{ role: shown, subject: shown, caller: shown, account: shown, event: shown },
	...{ reason: shown, person: shown, network: v.string(), time, judgedAt: time },
});
const markItem = v.object({ pk: text, sk: text, of: text });

/**
 * The sign-ins of daily summaries in DynamoDB: an item for each, so that a write needs no read and
 * can be repeated. They are under the day on which they happened. A mark names the days whose items
 * a summary tells: usually only its own.
 */
export function dynamodbDailySummaries(table: Table): DailySummaries {
	/** A process writes each mark once. */
	const marked = new Set<string>();
	return {
		add: async (entry) => {
			const mark = `${entry.tells} ${entry.day}`;
			// The mark comes first: without it nobody would read the sign-in.
			if (!marked.has(mark)) await putIf(table, markOf(entry), IS_NEW);
			marked.add(mark);
			await putIf(table, itemOf(entry), IS_NEW);
		},
		waiting: async () => {
			const keys = await openKeys(table, 'summary', MOST_MARKS);
			return [...new Set(keys.map(({ pk }) => pk.slice(partition('').length)))];
		},
		read: (day) => readSummary(table, day),
		recordTold: async (day, at) => {
			const told = {
				update: `SET #toldAt = :at REMOVE #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`,
				expression: 'attribute_exists(#pk)',
				values: { ':at': at },
			};
			for (const { pk, sk } of await marksOf(table, day)) await updateIf(table, { pk, sk }, told);
		},
	};
}

async function readSummary(table: Table, day: string): Promise<DailySummary> {
	const lines = new DayLines(day);
	for (const { of } of await marksOf(table, day)) {
		// The items of a line stand together, so that only one line is counted at a time.
		let count: LineCount | null = null;
		for await (const entry of entriesOf(table, of)) {
			if (entry.tells !== day) continue;
			if (count?.isOf(entry)) count.add(entry);
			else {
				if (count !== null) lines.add(count.line());
				count = new LineCount(entry);
			}
		}
		if (count !== null) lines.add(count.line());
	}
	return lines.summary();
}

async function* entriesOf(table: Table, day: string): AsyncGenerator<SummaryEntry> {
	for await (const items of queryPages(table, partition(day), LINE)) {
		for (const item of items) {
			const entry = readOrPassOver(() => readItem(entryItem, item), table.passOver);
			if (entry !== null) yield entry;
		}
	}
}

async function marksOf(table: Table, day: string) {
	const items = await queryPartition(table, partition(day), OF);
	return readEach(items, (item) => readItem(markItem, item), table.passOver);
}

function partition(day: string): string {
	return `SUMMARY#${day}`;
}

function markOf(entry: SummaryEntry) {
	const { tells, day, judgedAt } = entry;
	return {
		...{ pk: partition(tells), sk: OF + day, of: day },
		...{ [OPEN_INDEX.partition]: 'summary', [OPEN_INDEX.sort]: judgedAt, [TTL]: expiresAt(entry) },
	};
}

function itemOf(entry: SummaryEntry) {
	const { day, line, delivery } = entry;
	return {
		...{ pk: partition(day), sk: `${LINE}${line}#${delivery}` },
		...entry,
		[TTL]: expiresAt(entry),
	};
}

function expiresAt({ time: at, judgedAt }: SummaryEntry): number {
	return Math.ceil(Math.max(at, judgedAt) / 1000) + KEPT;
}
