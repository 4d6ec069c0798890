import { localDay } from '../runtime/local-time.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import { LineCount } from './count-line.ts';
import { type DailySummary, DayLines } from './daily-summary.ts';
import { summaryEntryOf } from './summary-entry.ts';

/** The summary of a day, and the time of its last sign-in in milliseconds since 1970. */
export interface ClosedDay {
	readonly summary: DailySummary;
	readonly lastAt: number;
}

/** The offset of a time zone changes only at a full quarter of an hour. */
const QUARTER = 900_000;

/**
 * The daily summary in memory, for replay, which reads a log in the order of time: only the lines of
 * one day are kept. Replay takes repeated records for copies, so they do not come here.
 */
export class MemoryDay {
	readonly #timeZone: string;
	readonly #lines = new Map<string, LineCount>();
	#day = '';
	#lastAt = 0;
	#quarter = Number.NaN;

	constructor(timeZone: string) {
		this.#timeZone = timeZone;
	}

	/** Counts a sign-in that is to be told once a day. Call `closeBefore` with its time first. */
	add(judged: Judged): void {
		const { time } = judged.signIn;
		this.#lastAt = time;
		const entry = summaryEntryOf(judged, { timeZone: this.#timeZone, now: time });
		const count = this.#lines.get(entry.line);
		if (count === undefined) this.#lines.set(entry.line, new LineCount(entry));
		else count.add(entry);
	}

	/** Gives the summary of the day before, if this time is on a later day and there is a summary. */
	closeBefore(time: number): ClosedDay | null {
		const quarter = Math.floor(time / QUARTER);
		if (quarter === this.#quarter) return null;
		this.#quarter = quarter;
		const day = localDay(time, this.#timeZone);
		if (day === this.#day) return null;
		const closed = this.close();
		this.#day = day;
		return closed;
	}

	/** Gives the summary of the last day, or null if there is nothing to tell. */
	close(): ClosedDay | null {
		if (this.#lines.size === 0) return null;
		const lines = new DayLines(this.#day);
		for (const count of this.#lines.values()) lines.add(count.line());
		this.#lines.clear();
		return { summary: lines.summary(), lastAt: this.#lastAt };
	}
}
