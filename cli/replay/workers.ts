import type { Refusal } from '../../shared/record/record.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { readRecords } from './read-file.ts';

/**
 * A part of what one file holds. The numbers of a file's parts add up to the file's; parts of different files may
 * come in any order, those of one file in theirs.
 */
export interface FileScan {
	/** The file's position in the list that was given. */
	readonly file: number;
	readonly signIns: readonly { readonly index: number; readonly signIn: SignIn }[];
	readonly refusals: readonly { readonly index: number; readonly refusal: Refusal }[];
	readonly records: number;
	readonly bytes: number;
	readonly skipped: boolean;
}

export async function* scanFiles(files: readonly string[], _workers: number): AsyncGenerator<FileScan> {
	for (const [number, file] of files.entries()) {
		for await (const batch of readRecords(file)) {
			const signIns: { index: number; signIn: SignIn }[] = [];
			const refusals = [...batch.refused];
			for (const { index, record } of batch.found) {
				const read = signInFromRecord(record);
				if (read.kind === 'refused') refusals.push({ index, refusal: read });
				else signIns.push({ index, signIn: read });
			}
			yield {
				file: number,
				signIns,
				refusals,
				records: batch.records,
				bytes: batch.bytes,
				skipped: batch.skipped,
			};
		}
	}
}
