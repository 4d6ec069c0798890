import type { LineSubject, SummaryEntry } from './summary-entry.ts';

/** A few of several values, and how many there are. */
export interface Few {
	/** The first three in the order of texts. */
	readonly shown: readonly string[];
	/** Counted up to `MOST_VALUES`. */
	readonly count: number;
}

/** One line of the daily summary. */
export interface SummaryLine extends LineSubject {
	/** The hash of its key. */
	readonly line: string;
	/** The day of its sign-ins, which is an earlier one if their records came late. */
	readonly day: string;
	readonly people: Few;
	readonly networks: Few;
	readonly count: number;
	/** Milliseconds since 1970, UTC. */
	readonly firstAt: number;
	readonly lastAt: number;
}

/** So many values are told apart. A line must not fill the memory. */
export const MOST_VALUES = 1_000;
const MOST_SHOWN = 3;

/** Counts the sign-ins of one line. The order in which they come does not matter. */
export class LineCount {
	readonly #first: SummaryEntry;
	readonly #people = new FewCount();
	readonly #networks = new FewCount();
	#count = 0;
	#firstAt = Number.POSITIVE_INFINITY;
	#lastAt = Number.NEGATIVE_INFINITY;

	constructor(entry: SummaryEntry) {
		this.#first = entry;
		this.add(entry);
	}

	add({ person, network, time }: SummaryEntry): void {
		this.#count++;
		this.#firstAt = Math.min(this.#firstAt, time);
		this.#lastAt = Math.max(this.#lastAt, time);
		if (person !== null) this.#people.add(person);
		this.#networks.add(network);
	}

	/** True if the entry belongs to this line. */
	isOf({ day, line }: SummaryEntry): boolean {
		return day === this.#first.day && line === this.#first.line;
	}

	line(): SummaryLine {
		const { line, day, kind, role, subject, caller, account, event, reason } = this.#first;
		return {
			...{ line, day, kind, role, subject, caller, account, event, reason },
			...{ people: this.#people.few(), networks: this.#networks.few() },
			...{ count: this.#count, firstAt: this.#firstAt, lastAt: this.#lastAt },
		};
	}
}

class FewCount {
	readonly #values = new Set<string>();
	#shown: readonly string[] = [];

	add(value: string): void {
		if (this.#values.has(value)) return;
		if (this.#values.size < MOST_VALUES) this.#values.add(value);
		if (!this.#shown.includes(value))
			this.#shown = [...this.#shown, value].sort().slice(0, MOST_SHOWN);
	}

	few(): Few {
		return { shown: this.#shown, count: this.#values.size };
	}
}
