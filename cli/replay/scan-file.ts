import type { Refusal } from '../../shared/record/record.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { type CallSettings, type CallsToRead, callsToRead } from './calls-to-read.ts';
import type { UsedPlace } from './key-places.ts';
import { type OtherCount, readRecords } from './read-file.ts';
import {
	type CallGroup,
	groupNumbers,
	type RepeatedCall,
	RepeatedCalls,
} from './repeated-calls.ts';

/**
 * A part of what one file holds, in the file's order. The numbers of all parts of a file add up to
 * the file's. It is plain data.
 */
export interface FileScan {
	/** The file's position in the list of files. */
	readonly file: number;
	readonly signIns: readonly { readonly index: number; readonly signIn: SignIn }[];
	/** Calls with keys that repeat others, and their groups where they are new. */
	readonly repeated: readonly (RepeatedCall & { readonly index: number })[];
	readonly groups: readonly CallGroup[];
	readonly refusals: readonly { readonly index: number; readonly refusal: Refusal }[];
	/** Trusted networks from which long-term keys were used, where these calls are the first so far. */
	readonly keyPlaces: readonly UsedPlace[];
	/** The number of records that were understood, of every service. */
	readonly records: number;
	/** The number of bytes of the unpacked text. */
	readonly bytes: number;
	/** What was recognised and is no record, with its number; in the last part, for the file. */
	readonly others: readonly OtherCount[];
	/** True in the last part if the file holds nothing else. */
	readonly skipped: boolean;
	/** True for the file's last part. */
	readonly ended: boolean;
}

/** What is known of all files. */
export interface Scanning {
	readonly calls: CallsToRead;
	readonly repeatedCalls: RepeatedCalls;
}

/** Which of so many threads reads. */
interface Threads {
	readonly thread: number;
	readonly threads: number;
}

export function scanningOf(settings: CallSettings, { thread, threads }: Threads): Scanning {
	const repeatedCalls = new RepeatedCalls(groupNumbers(thread, threads));
	return { calls: callsToRead(settings), repeatedCalls };
}

/** Reads one file and its sign-ins, piece by piece. */
export async function* scanFile(
	file: number,
	path: string,
	{ calls, repeatedCalls }: Scanning,
): AsyncGenerator<FileScan> {
	for await (const { found, refused, ...counts } of readRecords(path, calls)) {
		const signIns: { index: number; signIn: SignIn }[] = [];
		const repeated: FileScan['repeated'][number][] = [];
		const groups: CallGroup[] = [];
		for (const { index, record } of found) {
			if (!calls.isToJudge(record)) continue;
			const call = repeatedCalls.find(record, groups);
			if (call !== null) {
				repeated.push({ index, ...call });
				continue;
			}
			const read = signInFromRecord(record);
			if (read.kind === 'refused') refused.push({ index, refusal: read });
			else signIns.push({ index, signIn: read });
		}
		const keyPlaces = calls.takePlaces();
		yield { file, signIns, repeated, groups, refusals: refused, keyPlaces, ...counts };
	}
}
