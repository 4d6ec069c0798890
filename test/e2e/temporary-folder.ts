import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
	readonly folder: string;
	remove(): void;
}

/**
 * Makes an empty folder. It is deleted at the latest when this process ends, even if somebody
 * interrupts the tests.
 */
export function temporaryFolder(prefix: string): TemporaryFolder {
	const folder = mkdtempSync(join(tmpdir(), prefix));
	const forget = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', forget);
	return {
		folder,
		remove() {
			process.off('exit', forget);
			forget();
		},
	};
}
