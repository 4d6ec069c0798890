import { findFiles } from '../../cli/replay/find-files.ts';
import { readRecords } from '../../cli/replay/read-file.ts';
import { REAL_LOGS } from './needs.ts';

/** Reads every record of the public logs that is judged. */
export async function realRecords(): Promise<Readonly<Record<string, unknown>>[]> {
	const found = findFiles([REAL_LOGS]);
	if (found.kind === 'missing') throw new Error(`${found.path} is missing`);
	const all: Readonly<Record<string, unknown>>[] = [];
	for (const file of found.files) {
		for await (const batch of readRecords(file))
			all.push(...batch.found.map(({ record }) => record));
	}
	return all;
}
