import { REFUSALS, type Refusal, type RefusalCode } from '../../shared/record/record.ts';
import { printable } from '../terminal.ts';
import { counted, number } from './tally.ts';

const MOST_FILES = 5;
const MOST_NAME = 240;
const MOST_DETAIL = 300;

/** What could not be read for one reason, and the first files in which that was so. */
export interface UnreadableReason {
	readonly code: RefusalCode;
	readonly times: number;
	/** How many files; a file's refusals come one after the other. */
	readonly files: number;
	readonly named: readonly { readonly file: string; readonly detail: string }[];
}

interface Found {
	times: number;
	files: number;
	last: string | null;
	readonly named: { readonly file: string; readonly detail: string }[];
}

/** Counts what could not be read, and keeps the names of the first files. */
export class Unreadable {
	readonly #byCode = new Map<RefusalCode, Found>();

	get number(): number {
		return this.reasons.reduce((sum, { times }) => sum + times, 0);
	}

	get reasons(): readonly UnreadableReason[] {
		return [...this.#byCode].map(([code, found]) => ({ code, ...found }));
	}

	add(file: string, { code, detail }: Refusal): void {
		const found = this.#byCode.get(code) ?? { times: 0, files: 0, last: null, named: [] };
		this.#byCode.set(code, found);
		found.times++;
		if (found.last === file) return;
		found.last = file;
		found.files++;
		if (found.named.length >= MOST_FILES) return;
		const name = file === '-' ? 'standard input' : printable(file, MOST_NAME);
		found.named.push({ file: name, detail: printable(detail, MOST_DETAIL) });
	}

	/** Each reason, and below it the files. */
	lines(): string[] {
		return this.reasons.flatMap(({ code, times, files, named }) => [
			`not readable: ${number(times)} × ${code} (${REFUSALS[code]})`,
			...named.map(({ file, detail }) => `  ${file}: ${detail}`),
			...(files > named.length ? [`  and ${counted(files - named.length, 'more file')}`] : []),
		]);
	}
}
