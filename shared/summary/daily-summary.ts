import type { SummaryLine } from './count-line.ts';
import { SUMMARY_KINDS, type SummaryKind } from './summary-entry.ts';

/** The lines of one kind that are not shown by themselves. */
export interface Rest {
	readonly kind: SummaryKind;
	readonly lines: number;
	/** The number of their sign-ins. */
	readonly count: number;
}

/** What the message of a day tells. */
export interface DailySummary {
	readonly day: string;
	/** Those with the most sign-ins come first, kind by kind. */
	readonly lines: readonly SummaryLine[];
	readonly rest: readonly Rest[];
}

/** So many lines of a kind are kept by themselves: a flood of one kind does not hide another. */
export const MOST_LINES = 20;

/**
 * Keeps the longest lines of a day and counts the others. The order in which the lines come does not
 * matter.
 */
export class DayLines {
	readonly #day: string;
	readonly #kinds = SUMMARY_KINDS.map((kind) => ({
		...{ kind, lines: [] as SummaryLine[] },
		...{ left: 0, count: 0 },
	}));

	constructor(day: string) {
		this.#day = day;
	}

	add(line: SummaryLine): void {
		const kept = this.#kinds.find(({ kind }) => kind === line.kind);
		if (kept === undefined) return;
		kept.lines.push(line);
		kept.lines.sort(compareLines);
		const last = kept.lines[MOST_LINES];
		if (last === undefined) return;
		kept.lines.length = MOST_LINES;
		kept.left++;
		kept.count += last.count;
	}

	summary(): DailySummary {
		return {
			day: this.#day,
			lines: this.#kinds.flatMap(({ lines }) => lines),
			rest: this.#kinds.flatMap(({ kind, left, count }) =>
				left === 0 ? [] : [{ kind, lines: left, count }],
			),
		};
	}
}

/** The same summary with at most so many lines of each kind; the others are counted. */
export function withFewerLines({ day, lines, rest }: DailySummary, most: number): DailySummary {
	const ofKind = (kind: SummaryKind) => lines.filter((line) => line.kind === kind);
	return {
		day,
		lines: SUMMARY_KINDS.flatMap((kind) => ofKind(kind).slice(0, most)),
		rest: SUMMARY_KINDS.flatMap((kind) => {
			const left = ofKind(kind).slice(most);
			const parts = [
				...rest.filter((one) => one.kind === kind),
				...left.map(({ count }) => ({ lines: 1, count })),
			];
			return parts.length === 0 ? [] : [{ kind, ...sumOf(parts) }];
		}),
	};
}

function sumOf(parts: readonly Omit<Rest, 'kind'>[]): Omit<Rest, 'kind'> {
	return {
		lines: parts.reduce((sum, one) => sum + one.lines, 0),
		count: parts.reduce((sum, one) => sum + one.count, 0),
	};
}

/** The number of lines that a day has, with those that are only counted. */
export function linesOf({ lines, rest }: DailySummary): number {
	return rest.reduce((sum, one) => sum + one.lines, lines.length);
}

/** The number of sign-ins that a summary tells. */
export function signInsOf({ lines, rest }: DailySummary): number {
	return [...lines, ...rest].reduce((sum, { count }) => sum + count, 0);
}

function compareLines(a: SummaryLine, b: SummaryLine): number {
	return b.count - a.count || (`${a.day}${a.line}` < `${b.day}${b.line}` ? -1 : 1);
}
