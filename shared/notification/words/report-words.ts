import type { NetworkClassification } from '../../network/network.ts';
import type { FindingCode, FindingSeverity } from '../../report/finding-codes.ts';
import type { OwnerSource } from '../../report/owner.ts';
import type { Phrase } from '../card/phrase.ts';

/** The words of the credential report in one language. Every file of the report uses these. */
export interface ReportWords {
	/** `week` is `2026-W49`. */
	readonly title: (week: string) => string;
	/** The beginning of the text that phones and screen readers show. */
	readonly shortTitle: string;
	readonly action: (count: number) => string;
	/** How many are new and how many resolved since the previous report. */
	readonly changes: (added: number, resolved: number) => string;
	readonly added: (count: number) => string;
	readonly withoutOwner: (count: number) => string;
	readonly oldest: (days: number) => string;
	/** Accounts that could not be read, with their names. */
	readonly notRead: (count: number, names: Phrase) => Phrase;
	/** Nothing must be done. */
	readonly nothing: string;
	readonly looked: (looked: LookedAt) => string;
	readonly nothingRead: string;
	/** Above the accounts that could not be read. */
	readonly notReadTitle: string;
	/** Above the parts of accounts that could not be read. */
	readonly notesTitle: string;
	readonly tableTitle: string;
	/** How many credentials are not shown here. */
	readonly more: (count: number) => string;
	/** How many accounts are not named here. */
	readonly moreAccounts: (count: number) => string;
	readonly chartTitle: string;
	readonly chartAxes: { readonly x: string; readonly y: string };
	/** From the youngest keys to the oldest. Slack allows 20 characters. */
	readonly bands: readonly string[];
	readonly thisWeek: string;
	readonly lastWeek: string;
	/** Credentials that have no id. A key or certificate is followed by the number of its slot. */
	readonly credentials: Readonly<
		Record<'password' | 'user' | 'access-key' | 'certificate', string>
	>;
	/** The name of each rule, without numbers of benchmarks. */
	readonly findings: Readonly<Record<FindingCode, string>>;
	/** The day on which a limit was reached. */
	readonly limit: (day: string) => string;
	/** The day on which somebody must ask whether an exception still holds. */
	readonly review: (day: string) => string;
	readonly severities: Readonly<Record<FindingSeverity, string>>;
	readonly ownerSources: Readonly<Record<OwnerSource, string>>;
	/** Where nobody is known to own a credential. */
	readonly noOwner: string;
	/** The headings of columns, in the table of the message, in the CSV and in the HTML. */
	readonly columns: Readonly<Record<ReportColumn, string>>;
	readonly days: (days: number) => string;
	/** The user was deleted after the credential report was generated. */
	readonly gone: string;
	readonly never: string;
	readonly unknown: string;
	readonly use: UseWords;
	readonly owners: OwnerWords;
	readonly poweredBy: string;
	/** Beside the files in the thread. */
	readonly files: string;
	readonly yes: string;
	/** The previous report did not have it. */
	readonly isNew: string;
	/** The headings of the CSV, in the order of its columns. */
	readonly csv: Readonly<Record<CsvColumn, string>>;
	readonly page: PageWords;
}

/** What a report has looked at. */
export interface LookedAt {
	readonly accounts: number;
	readonly users: number;
	readonly activeKeys: number;
}

/** What is known about the use of a credential. */
interface UseWords {
	/** `today`, `yesterday`, `3 days ago`. */
	readonly ago: (days: number) => string;
	readonly addresses: (count: number) => string;
	readonly networks: Readonly<Record<NetworkClassification, string>>;
	readonly regionUnknown: string;
	/** IAM's time is that of one of several keys. */
	readonly shared: string;
	readonly sources: Readonly<Record<'trail' | 'history' | 'iam', string>>;
	/** What a source says that knows no use. */
	readonly nothingIn: Readonly<Record<'trail' | 'history' | 'iam', string>>;
}

/** The direct message to one owner. */
interface OwnerWords {
	readonly title: (count: number) => string;
	/** `team`: who runs eyes-system. */
	readonly explanation: (team: Phrase) => Phrase;
	readonly steps: string;
	/** How many of their credentials are not shown here. The owner may not see the CSV. */
	readonly more: (count: number) => string;
}

/** The HTML file and what an auditor looks for in it. */
interface PageWords {
	/** A line in print on which somebody writes the name of the company. */
	readonly company: string;
	readonly scope: string;
	/** The heading of the age of a credential of any kind. */
	readonly age: string;
	/** When AWS generated the data of the accounts. */
	readonly dataAt: string;
	readonly scopeRead: string;
	readonly generated: string;
	readonly basis: string;
	readonly basisText: (days: {
		keyDays: number;
		unusedDays: number;
		dormantDays: number;
	}) => string;
	readonly tool: string;
	readonly found: string;
	readonly sortHint: string;
	readonly standards: string;
	readonly reviewer: string;
	readonly reviewed: string;
	readonly action: string;
	readonly approval: readonly string[];
	readonly purpose: string;
}

export const CSV_COLUMNS = [
	...['account', 'accountName', 'user', 'credential', 'ageDays', 'created', 'lastUsed'],
	...['service', 'region', 'use', 'networks', 'owner', 'ownerSource', 'severity', 'codes'],
	...['rules', 'cis', 'securityHub', 'ismsP', 'others', 'limit', 'isNew', 'isGone'],
	...['reviewer', 'reviewed', 'action'],
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

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
