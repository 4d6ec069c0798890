import { dateTime, period } from '../../shared/notification/card/date-time.ts';

/** A stretch of time in milliseconds since 1970; `until` does not belong to it. */
export interface TimeWindow {
	readonly since: number;
	readonly until: number;
}

const ALL_TIMES: TimeWindow = {
	since: Number.NEGATIVE_INFINITY,
	until: Number.POSITIVE_INFINITY,
};

/**
 * Which time the records cover that are judged. The other records are not parsed, so their times are
 * not known.
 */
export class Coverage {
	/** What `--since` and `--until` ask for. */
	window = ALL_TIMES;
	/** The time zone of the configuration, after the configuration is loaded. */
	timeZone = 'UTC';
	#first = Number.POSITIVE_INFINITY;
	#last = Number.NEGATIVE_INFINITY;
	#inWindow = 0;

	add(time: number): void {
		this.#first = Math.min(this.#first, time);
		this.#last = Math.max(this.#last, time);
		if (time >= this.window.since && time < this.window.until) this.#inWindow++;
	}

	/** True if not one record lies in the window that somebody asked for. */
	get missesWindow(): boolean {
		return this.#inWindow === 0 && this.windowText !== null;
	}

	/** `2026-03-03 13:31:21 ~ 13:35:21 (KST)`; null if there was no record. */
	get periodText(): string | null {
		if (this.#first > this.#last) return null;
		return period([this.#first, this.#last], this.timeZone);
	}

	/** `from … up to …`; null if all times are wanted. */
	get windowText(): string | null {
		const { since, until } = this.window;
		const parts = [
			...(Number.isFinite(since) ? [`from ${dateTime(since, this.timeZone)}`] : []),
			...(Number.isFinite(until) ? [`up to ${dateTime(until, this.timeZone)}`] : []),
		];
		return parts.length === 0 ? null : parts.join(' ');
	}
}
