import type { FindingCode, FindingSeverity } from '../../report/finding-codes.ts';
import type { OwnerSource } from '../../report/owner.ts';

/** The words of the credential report in one language. Every file of the report uses these. */
export interface ReportWords {
	/** The name of each rule, without numbers of benchmarks. */
	readonly findings: Readonly<Record<FindingCode, string>>;
	readonly severities: Readonly<Record<FindingSeverity, string>>;
	readonly ownerSources: Readonly<Record<OwnerSource, string>>;
	/** Where nobody is known to own a credential. */
	readonly noOwner: string;
	/** The headings of columns, in the table of the message, in the CSV and in the HTML. */
	readonly columns: Readonly<Record<ReportColumn, string>>;
	readonly days: (days: number) => string;
	/** The user was deleted after the credential report was generated. */
	readonly gone: string;
}

export const REPORT_COLUMNS = [
	'credential',
	'age',
	'created',
	'user',
	'account',
	'lastUsed',
	'use',
	'owner',
	'findings',
] as const;
export type ReportColumn = (typeof REPORT_COLUMNS)[number];
