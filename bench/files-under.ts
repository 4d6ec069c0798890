import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Lists all files of a folder and its subfolders, sorted. */
export function filesUnder(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
