import { OTHERS } from '../../shared/record/record.ts';
import { othersText, type Summary } from './summary.ts';
import { counted } from './tally.ts';

/** Why nothing was judged. It is said before anything else, or it would look like "all clear". */
export interface NothingJudged {
	readonly why: string;
	/** False for a quiet log: it was read, and what it holds is known. */
	readonly isError: boolean;
}

/** Answers why nothing of what was read can be judged; null if something can. */
export function whyNothing(files: readonly string[], summary: Summary): NothingJudged | null {
	const { coverage, records, others, refused } = summary;
	if (records === 0 && others.size > 0 && refused === 0) {
		const why = `No CloudTrail record was read, only ${othersText(others)}.`;
		return { why, isError: ![...others.keys()].some((kind) => OTHERS[kind].isBesideRecords) };
	}
	if (files.length === 0) return error('Nothing was read, because the folder holds no files.');
	if (records === 0) return error(`No CloudTrail record was read${whatWasRead(files, summary)}.`);
	if (coverage.periodText === null) {
		const why =
			`Nothing was judged: of ${counted(records, 'record')}, none is of a sign-in service, ` +
			`${callsOf(summary)}.`;
		return { why, isError: false };
	}
	if (!coverage.missesWindow) return null;
	return error(
		`Nothing was judged: no record of the sign-in services or of a credential at work lies in the time ${coverage.windowText}. ` +
			`They cover ${coverage.periodText}: change --since or --until.`,
	);
}

/** The calls of other services that were looked for. */
function callsOf({ uses: { settings } }: Summary): string {
	if (settings?.keys && settings.sessions)
		return 'and none is a call with a key or a session from an untrusted network';
	if (settings?.keys) return 'and none is a call with an access key from an untrusted network';
	return settings?.sessions
		? 'and none is a call with a session from an untrusted network'
		: 'and calls with keys and sessions are not judged';
}

function error(why: string): NothingJudged {
	return { why, isError: true };
}

function whatWasRead(files: readonly string[], { bytes, refused }: Summary): string {
	if (files.length === 1 && files[0] === '-' && bytes === 0)
		return ': standard input is empty. Pipe a log into it, or name files or folders';
	const from = ` from ${counted(files.length, 'file')}`;
	if (refused > 0) return `${from}; the summary says what could not be read, and why`;
	return `${from}. A log file of CloudTrail begins with {"Records":[ and has at least one record`;
}
