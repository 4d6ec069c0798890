import { stringify } from 'csv-stringify/sync';
import type { Finding } from '../../report/account-report.ts';
import type { KeyActivity } from '../../report/credential-use.ts';
import { FINDING_CODES } from '../../report/finding-codes.ts';
import { maskKeyId } from '../../report/mask-key-id.ts';
import type { CredentialReport, FailedAccount, ReportedCredential } from '../../report/report.ts';
import { notesOf } from '../../report/report-summary.ts';
import { localDay } from '../../runtime/local-time.ts';
import { dateTime } from '../card/date-time.ts';
import { toPlain } from '../card/phrase.ts';
import type { CsvColumn, ReportWords } from '../words/report-words.ts';
import { benchmarkNumbers } from './finding-line.ts';
import { accountName, type ReportFileSettings, reportWordsOf } from './report-settings.ts';
import { useLine } from './use-line.ts';

interface Shown {
	readonly words: ReportWords;
	readonly settings: ReportFileSettings;
}

type Row = Readonly<Partial<Record<CsvColumn, string | number>>>;

/**
 * The whole report for a spreadsheet: RFC 4180 with a byte order mark, without which Excel shows
 * broken Hangul. Cells that a spreadsheet would run as a formula are escaped. An account that was
 * not read has a row too, so that the file never looks complete when it is not.
 */
export function reportCsv(report: CredentialReport, settings: ReportFileSettings): string {
	const words = reportWordsOf(settings);
	const rows: Row[] = [
		...report.failed.map((one) => rowOfLost('account-not-read', one, { words, settings })),
		...notesOf(report).map((one) => rowOfLost('account-read-in-part', one, { words, settings })),
		...report.credentials.map((one) => rowOf(one, { words, settings })),
	];
	return stringify(rows, {
		bom: true,
		header: true,
		columns: Object.entries(words.csv).map(([key, header]) => ({ key, header })),
		record_delimiter: 'windows',
		// A line feed alone ends a row too, for most readers.
		quote_record_delimiter: true,
		escape_formulas: true,
	});
}

function rowOfLost(
	code: 'account-not-read' | 'account-read-in-part',
	{ account, why }: FailedAccount,
	{ words, settings }: Shown,
): Row {
	const title = code === 'account-not-read' ? words.notReadTitle : words.notesTitle;
	return {
		...{ ...accountCells(account, settings), codes: code },
		...{ severity: words.severities.high, rules: `${title}: ${why}` },
	};
}

/**
 * Writes the id of an account as AWS's console does, `4444-5555-6666`. Twelve digits are a number
 * to a spreadsheet, which shows them rounded and without the zeros in front.
 */
function accountCells(account: string, settings: ReportFileSettings): Row {
	const written = (id: string) => id.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
	return { account: written(account), accountName: written(accountName(account, settings)) };
}

function rowOf(credential: ReportedCredential, { words, settings }: Shown): Row {
	const { account, user, findings, owner, use, createdAt, lastUsedAt } = credential;
	const { timeZone, report } = settings;
	const timeOf = (time: number | null) => (time === null ? '' : dateTime(time, timeZone));
	const codes = findings.map(({ code }) => code);
	const frameworks = codes.map((code) => FINDING_CODES[code]);
	// Without the word in front, 2.5.6 would be a date to a spreadsheet.
	const ismsP = joined(frameworks.flatMap((one) => one.ismsP));
	const due = findings.flatMap(({ code, dueAt }) => (code === 'use-excepted' ? [] : (dueAt ?? [])));
	return {
		...{ ...accountCells(account, settings), user },
		credential: report.fullKeyIds ? credential.credential : maskKeyId(credential.credential),
		...{ ageDays: credential.ageDays ?? '', created: timeOf(createdAt) },
		...{ lastUsed: timeOf(lastUsedAt), service: use.iam?.service ?? '' },
		...{ region: use.iam?.region ?? '', use: toPlain(useLine(use, credential.at, words)) },
		networks: networksOf([use.trail, use.history], words),
		...{ owner: owner?.value ?? '', ownerSource: ownerSource(owner, words) },
		...{ severity: words.severities[findings[0]?.severity ?? 'info'], codes: joined(codes) },
		rules: joined(findings.map((finding) => ruleOf(finding, words))),
		cis: joined(codes.map((code) => benchmarkNumbers(code, report.benchmark))),
		securityHub: joined(frameworks.flatMap(({ securityHub }) => securityHub)),
		ismsP: ismsP === '' ? '' : `ISMS-P ${ismsP}`,
		others: joined(frameworks.flatMap(({ others }) => others)),
		limit: due.length === 0 ? '' : localDay(Math.min(...due), timeZone),
		isNew: credential.isNew ? words.yes : '',
		isGone: credential.isGone ? words.gone : '',
	};
}

/** The name of a rule, what it is about, and the day of a review, which is no limit. */
function ruleOf({ code, detail, dueAt }: Finding, words: ReportWords): string {
	const isReviewed = code === 'use-excepted' && dueAt !== null;
	const about = [detail, isReviewed ? words.review(localDay(dueAt, 'UTC')) : null];
	const told = about.filter((part) => part !== null).join(' · ');
	return told === '' ? words.findings[code] : `${words.findings[code]} (${told})`;
}

/** Each network once, with how many more a source has seen than it lists. */
function networksOf(activities: readonly (KeyActivity | null)[], { use }: ReportWords): string {
	const known = activities.filter((one) => one !== null);
	const listed = known.flatMap(({ networks }) =>
		networks.map(({ network, classification }) => `${network} (${use.networks[classification]})`),
	);
	const left = known.map(({ networkCount, networks }) => networkCount - networks.length);
	const more = Math.max(0, ...left);
	return [...new Set(listed), ...(more === 0 ? [] : [`+ ${use.addresses(more)}`])].join('; ');
}

function ownerSource(owner: ReportedCredential['owner'], words: ReportWords): string {
	if (owner === null) return words.noOwner;
	const source = words.ownerSources[owner.source];
	return owner.tag === null ? source : `${source} ${owner.tag}`;
}

/** Each value once, and no empty ones. */
function joined(values: readonly string[]): string {
	return [...new Set(values.filter((value) => value !== ''))].join(', ');
}
