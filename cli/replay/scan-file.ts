import type { Refusal } from '../../shared/record/record.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { readRecords } from './read-file.ts';

/** A part of what one file holds, in the file's order. The numbers of its parts add up to the file's. Plain data. */
export interface FileScan {
	/** The file's position in the list that was given. */
	readonly file: number;
	readonly signIns: readonly { readonly index: number; readonly signIn: SignIn }[];
	readonly refusals: readonly { readonly index: number; readonly refusal: Refusal }[];
	/** Records understood, of whatever service. */
	readonly records: number;
	/** Bytes of text, unpacked. */
	readonly bytes: number;
	/** The file holds no records and was left out. */
	readonly skipped: boolean;
	/** The file's last part. */
	readonly ended: boolean;
}

/** Reads one file and understands its records, piece by piece. */
export async function* scanFile(file: number, path: string): AsyncGenerator<FileScan> {
	for await (const { found, refused, ...counts } of readRecords(path)) {
		const signIns: { index: number; signIn: SignIn }[] = [];
		for (const { index, record } of found) {
			const read = signInFromRecord(record);
			if (read.kind === 'refused') refused.push({ index, refusal: read });
			else signIns.push({ index, signIn: read });
		}
		yield { file, signIns, refusals: refused, ...counts };
	}
}
