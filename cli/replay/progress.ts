import { statSync } from 'node:fs';
import { canGoBack } from '../terminal.ts';
import type { FileScan } from './scan-file.ts';
import type { Summary } from './summary.ts';
import { counted, number } from './tally.ts';

const EVERY_MS = 200;

/** The parts of a terminal that progress needs. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/**
 * Shows one line that updates itself on a terminal. It prints nothing if stderr is not a terminal,
 * or one that cannot go back to the start of a line. It needs no escape codes.
 */
export class Progress {
	readonly #stream: ProgressStream;
	readonly #summary: Summary;
	readonly #isShown: boolean;
	#sizes: readonly number[] = [];
	#total = 0;
	/** The bytes of the files that were read, and of the one that is being read. */
	#done = 0;
	#current = 0;
	#last = Number.NEGATIVE_INFINITY;
	#shown = 0;

	constructor(stream: ProgressStream, summary: Summary, env?: NodeJS.ProcessEnv) {
		this.#stream = stream;
		this.#summary = summary;
		this.#isShown = canGoBack(stream, env);
	}

	/** Reading begins. The per cent are those of the files' sizes, as there may be one large file. */
	start(files: readonly string[]): void {
		if (!this.#isShown) return;
		this.#sizes = files.map(sizeOf);
		this.#total = this.#sizes.reduce((sum, size) => sum + size, 0);
	}

	/** A part of a file was read. The text of a packed file is longer than the file. */
	read({ file, bytes, ended }: Pick<FileScan, 'file' | 'bytes' | 'ended'>, now: number): void {
		const size = this.#sizes[file] ?? 0;
		this.#current = Math.min(this.#current + bytes, size);
		if (ended) {
			this.#done += size;
			this.#current = 0;
		}
		if (!this.#isDue(now)) return;
		const { files, bytes: read, records, signIns } = this.#summary;
		const done = this.#total === 0 ? '' : ` (${percent(this.#done + this.#current, this.#total)})`;
		this.#show(
			`reading: ${number(files)} of ${counted(this.#sizes.length, 'file')}${done}  ` +
				`${number(Math.round(read / 1e6))} MB  ${counted(records, 'record')}  ${counted(signIns, 'sign-in')}`,
		);
	}

	/** So many of all sign-ins were judged. */
	judged(done: number, all: number, now: number): void {
		if (!this.#isDue(now)) return;
		const { alerts } = this.#summary;
		this.#show(
			`judging: ${number(done)} of ${counted(all, 'sign-in')} (${percent(done, all)})  ` +
				counted(alerts, 'alert'),
		);
	}

	/** Empties the line, because something else is printed. */
	clear(): void {
		if (this.#shown > 0) this.#stream.write(`\r${' '.repeat(this.#shown)}\r`);
		this.#shown = 0;
	}

	#isDue(now: number): boolean {
		if (!this.#isShown || now - this.#last < EVERY_MS) return false;
		this.#last = now;
		return true;
	}

	/** A line that fills the terminal would go on below, where it cannot be emptied. */
	#show(text: string): void {
		const line = text.slice(0, Math.max(this.#stream.columns - 1, 0));
		this.#stream.write(`\r${line.padEnd(this.#shown)}`);
		this.#shown = line.length;
	}
}

/** Standard input has no size. What cannot be read is told when it is read. */
function sizeOf(file: string): number {
	try {
		return file === '-' ? 0 : statSync(file).size;
	} catch {
		return 0;
	}
}

function percent(done: number, all: number): string {
	return `${Math.floor((100 * done) / all)} %`;
}
