import type { WriteStream } from 'node:tty';
import type { Summary } from './summary.ts';

const EVERY_MS = 200;

/**
 * Shows one line that updates itself on a terminal. It prints nothing if stderr is not a terminal.
 */
export class Progress {
	readonly #stream: WriteStream;
	readonly #summary: Summary;
	#last = 0;

	constructor(stream: WriteStream, summary: Summary) {
		this.#stream = stream;
		this.#summary = summary;
	}

	tick(now: number): void {
		if (!this.#stream.isTTY || now - this.#last < EVERY_MS) return;
		this.#last = now;
		const { files, bytes, records, signIns, alerts } = this.#summary;
		const megabytes = Math.round(bytes / 1e6);
		this.#stream.write(
			`\r\x1b[K${files} files  ${megabytes} MB  ${records} records  ${signIns} sign-ins  ${alerts} alerts`,
		);
	}

	end(): void {
		if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
	}
}
