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
	const missing = paths.find((path) => path !== '-' && !existsSync(path));
	if (missing !== undefined) throw new UsageError(`${missing}: no such file`);
	for (const path of paths) {
		try {
			const { csv, generatedAt } = csvIn(readFileSync(path === '-' ? 0 : path, 'utf8'));
			isTimeMissing ||= generatedAt === null;
			const read = readCredentialReport(csv, generatedAt ?? at);
			const twice = read.find(({ account }) => accounts.some((one) => one.account === account));
			if (twice === undefined) accounts.push(...read);
			else
				failed.push({ account: path, why: `account ${twice.account} is in an earlier file too` });
		} catch (error) {
			failed.push({ account: path, why: whyUnreadable(error) });
		}
	}
	return { accounts, failed, isTimeMissing };
}

function csvIn(text: string): { readonly csv: string; readonly generatedAt: number | null } {
	if (!text.trimStart().startsWith('{')) return { csv: text, generatedAt: null };
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), answer), text);
	if (!parsed.success)
		throw new UnreadableReport('it is JSON, but not what `aws iam get-credential-report` prints');
	const { Content, GeneratedTime } = parsed.output;
	return { csv: Buffer.from(Content, 'base64').toString('utf8'), generatedAt: GeneratedTime };
}

function whyUnreadable(error: unknown): string {
	if (error instanceof UnreadableReport)
		return `${error.message}. Write the file with: aws iam get-credential-report > report.json`;
	if (error instanceof Error && 'code' in error) return error.message;
	throw error;
}
