import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { AccountCredentials } from '../../shared/report/credentials.ts';
import { readCredentialReport } from '../../shared/report/read-credential-report.ts';
import type { FailedAccount } from '../../shared/report/report.ts';
import { UnreadableReport } from '../../shared/report/report-row.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import { UsageError } from '../usage-error.ts';

export interface ReportsRead {
	readonly accounts: readonly AccountCredentials[];
	/** The files that could not be used, by their paths. */
	readonly failed: readonly FailedAccount[];
	/** True if a file tells no `GeneratedTime`, so that ages are counted up to another time. */
	readonly isTimeMissing: boolean;
	/** The latest `GeneratedTime` that a file tells, milliseconds since 1970; or null. */
	readonly generatedAt: number | null;
}

/** What `aws iam get-credential-report` prints. */
const answer = v.object({
	Content: v.pipe(v.string(), v.nonEmpty()),
	GeneratedTime: v.pipe(v.string(), v.transform(readInstant), v.number()),
});

/**
 * Reads credential reports from files. A file that cannot be used is named and stops no other. An
 * account in two files is refused the second time, because nobody can tell which one is right.
 * Throws a UsageError if a file does not exist.
 * @param at `GeneratedTime` of files that do not tell it, milliseconds since 1970
 */
export function readReports(paths: readonly string[], at: number): ReportsRead {
	const accounts: AccountCredentials[] = [];
	const failed: FailedAccount[] = [];
	let isTimeMissing = false;
	let latest: number | null = null;
	const missing = paths.find((path) => path !== '-' && !existsSync(path));
	if (missing !== undefined) throw new UsageError(`${missing}: no such file`);
	for (const path of paths) {
		try {
			const { csv, generatedAt } = csvIn(textOf(path));
			const read = readCredentialReport(csv, generatedAt ?? at);
			const twice = read.find(({ account }) => accounts.some((one) => one.account === account));
			if (twice !== undefined) {
				failed.push({ account: path, why: `account ${twice.account} is in an earlier file too` });
				continue;
			}
			accounts.push(...read);
			isTimeMissing ||= generatedAt === null;
			if (generatedAt !== null) latest = Math.max(latest ?? generatedAt, generatedAt);
		} catch (error) {
			if (!(error instanceof UnreadableReport)) throw error;
			failed.push({ account: path, why: error.message });
		}
	}
	return { accounts, failed, isTimeMissing, generatedAt: latest };
}

const WRITE_AGAIN = 'write it again: aws iam get-credential-report > report.json';
/** The byte order marks of UTF-16, and the beginnings of gzip and zip (a workbook of Excel). */
const NO_TEXT: readonly (readonly [string, string])[] = [
	['fffe', 'is UTF-16 text, as PowerShell writes it: save it as UTF-8'],
	['feff', 'is UTF-16 text: save it as UTF-8'],
	['1f8b', 'is a gzip file: unpack it first'],
	['504b', 'is a workbook or a zip file: save it as CSV'],
];

/** Reads a file as text, or throws an UnreadableReport that says what it is instead. */
function textOf(path: string): string {
	let bytes: Buffer;
	try {
		bytes = readFileSync(path === '-' ? 0 : path);
	} catch (error) {
		const isFolder = error instanceof Error && 'code' in error && error.code === 'EISDIR';
		if (isFolder) throw new UnreadableReport('it is a folder; name the files in it');
		throw new UnreadableReport(error instanceof Error ? error.message : String(error));
	}
	const start = bytes.subarray(0, 2).toString('hex');
	const [, problem] = NO_TEXT.find(([sign]) => sign === start) ?? [];
	if (problem !== undefined) throw new UnreadableReport(`it ${problem}`);
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	if (text.trim() === '') throw new UnreadableReport(`it is empty; ${WRITE_AGAIN}`);
	return text;
}

function csvIn(text: string): { readonly csv: string; readonly generatedAt: number | null } {
	if (!text.trimStart().startsWith('{')) {
		const [header = ''] = text.split('\n', 1);
		const columns = header.split(',').map((name) => name.replace(/["\s]/g, ''));
		if (!columns.includes('user') || !columns.includes('arn')) {
			throw new UnreadableReport(
				'its first line is not the header of a credential report (user,arn,…, with commas)',
			);
		}
		return { csv: text, generatedAt: null };
	}
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answer), text);
	if (!parsed.success) {
		throw new UnreadableReport(
			`it is not what \`aws iam get-credential-report\` prints, or not all of it; ${WRITE_AGAIN}`,
		);
	}
	const { Content, GeneratedTime } = parsed.output;
	return { csv: Buffer.from(Content, 'base64').toString('utf8'), generatedAt: GeneratedTime };
}
