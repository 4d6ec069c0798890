import type { DailySummary } from './daily-summary.ts';
import type { SummaryEntry } from './summary-entry.ts';

/** The sign-ins that are told once a day. Repeating a call changes nothing. */
export interface DailySummaries {
	/**
	 * Counts a sign-in once, however often its record is delivered: the first call decides which
	 * summary tells it.
	 */
	add(entry: SummaryEntry): Promise<void>;
	/** The days whose summaries are not told yet, the longest waiting first. */
	waiting(): Promise<readonly string[]>;
	/** Reads what the summary of a day tells. It is complete once the day is closed. */
	read(day: string): Promise<DailySummary>;
	/** Notes that the summary of a day is in the outbox. `at`: milliseconds since 1970. */
	recordTold(day: string, at: number): Promise<void>;
}
