import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A signal ends Node without the event `exit`, and what people did would stay on the disk. */
const ENDS = [
	['SIGINT', () => process.exit(130)],
	['SIGTERM', () => process.exit(143)],
] as const;

/** Files in a private folder, which is made for the first one and is gone when the process ends. */
export class TemporaryFiles {
	readonly #parent: string;
	#folder: string | null = null;
	#made = 0;

	constructor(parent: string) {
		this.#parent = parent;
	}

	/** Gives the path of a new file. */
	next(): string {
		this.#folder ??= this.#makeFolder();
		return join(this.#folder, `${this.#made++}.jsonl`);
	}

	/** Removes all of them. It may be called at any time, also twice. */
	readonly remove = (): void => {
		// Others of this process have the same listeners, and theirs must stay.
		if (this.#folder === null) return;
		rmSync(this.#folder, { recursive: true, force: true });
		this.#folder = null;
		process.removeListener('exit', this.remove);
		for (const [signal, end] of ENDS) process.removeListener(signal, end);
	};

	#makeFolder(): string {
		const folder = mkdtempSync(join(this.#parent, 'eyes-sort-'));
		process.once('exit', this.remove);
		for (const [signal, end] of ENDS) process.once(signal, end);
		return folder;
	}
}
