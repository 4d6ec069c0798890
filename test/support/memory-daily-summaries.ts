import { LineCount } from '../../shared/summary/count-line.ts';
import type { DailySummaries } from '../../shared/summary/daily-summaries.ts';
import { DayLines } from '../../shared/summary/daily-summary.ts';
import type { SummaryEntry } from '../../shared/summary/summary-entry.ts';

/** Daily summaries in memory that do what those in DynamoDB do. */
export function memoryDailySummaries(): DailySummaries {
	const entries = new Map<string, SummaryEntry>();
	const told = new Set<string>();
	const all = (day: string) => [...entries.values()].filter(({ tells }) => tells === day);
	return {
		add: async (entry) => {
			const key = JSON.stringify([entry.day, entry.line, entry.delivery]);
			if (!entries.has(key)) entries.set(key, entry);
		},
		waiting: async () => {
			const first = [...entries.values()].toSorted((one, other) => one.judgedAt - other.judgedAt);
			return [...new Set(first.map(({ tells }) => tells))].filter((day) => !told.has(day));
		},
		read: async (day) => {
			const counts = new Map<string, LineCount>();
			for (const entry of all(day)) {
				const key = `${entry.day} ${entry.line}`;
				const count = counts.get(key);
				if (count === undefined) counts.set(key, new LineCount(entry));
				else count.add(entry);
			}
			const lines = new DayLines(day);
			for (const count of counts.values()) lines.add(count.line());
			return lines.summary();
		},
		recordTold: async (day) => {
			told.add(day);
		},
	};
}
