import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportCsv } from '../../../../shared/notification/report/report-csv.ts';
import {
	type ReportFileSettings,
	reportWordsOf,
} from '../../../../shared/notification/report/report-settings.ts';
import { CSV_COLUMNS } from '../../../../shared/notification/words/report-words.ts';
import type { CredentialReport } from '../../../../shared/report/report.ts';
import {
	aFinding,
	anActivity,
	aReport,
	aReportedKey,
	reportSettings,
} from '../../../support/a-report.ts';
import { ATTACKS } from '../card/hostile-case.ts';

const BOM = '\uFEFF';
/** What a spreadsheet takes for the beginning of a formula, also in its full-width forms. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const en = reportSettings({ locale: 'en' });
const ko = reportSettings();

/** The rows of the file. To most readers a line feed alone ends a row too. */
function rowsOf(csv: string): string[][] {
	return parse(csv, { bom: true, record_delimiter: ['\r\n', '\n', '\r'] });
}

/** The rows by the keys of their columns, without the header. */
function cellsOf(report: CredentialReport, settings: ReportFileSettings = en) {
	const [, ...rows] = rowsOf(reportCsv(report, settings));
	return rows.map((row) =>
		Object.fromEntries(CSV_COLUMNS.map((column, at) => [column, row[at] ?? 'missing'])),
	);
}

/** What must come back of a text: the same, with an apostrophe before a formula. */
function escaped(text: string): string {
	return FORMULA.test(text) ? `'${text}` : text;
}

/** A file in UTF-8 cannot hold half of a surrogate pair. */
const hostileText = fc
	.oneof(
		fc.constantFrom(
			...ATTACKS,
			'kim,minsu',
			'=1+1',
			'"quote"',
			'first\nsecond',
			'\r\n',
			"'",
			'\t-1',
		),
		fc
			.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '"', ','), fc.string())
			.map((parts) => parts.join('')),
		fc.string({ unit: 'binary' }),
	)
	.map((text) => text.toWellFormed());

describe('reportCsv', () => {
	it('is a file that Excel reads: byte order mark, CRLF, all columns', () => {
		const csv = reportCsv(aReport(), ko);
		expect(csv.startsWith(`${BOM}계정 ID,계정,사용자,자격 증명,경과일,`)).toBe(true);
		expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
		expect(csv.endsWith('\r\n')).toBe(true);
		const [header, row] = rowsOf(csv);
		expect(header).toEqual(CSV_COLUMNS.map((column) => reportWordsOf(ko).csv[column]));
		expect(row).toHaveLength(CSV_COLUMNS.length);
	});

	it('says everything of a credential', () => {
		expect(cellsOf(aReport())).toEqual([
			{
				...{ account: '1111-2222-3333', accountName: 'prod', user: 'deploy' },
				...{ credential: 'AKIA…7Q2M', ageDays: '1393', created: '2023-02-06 09:00:00 (KST)' },
				...{ lastUsed: '2026-11-29 09:00:00 (KST)', service: '', region: '' },
				use: 'terraform 1.9 · seoul-hq · s3+dynamodb · yesterday (trail)',
				networks: 'seoul-hq (trusted)',
				...{ owner: 'platform', ownerSource: 'tag Owner', severity: 'high', codes: 'key-too-old' },
				...{ rules: 'key past its rotation limit', cis: 'CIS 7.0 2.12', securityHub: 'IAM.3' },
				ismsP: 'ISMS-P 2.7.2',
				others: 'NIST AC-2(1), NIST AC-2(3), NIST AC-3(15), PCI 8.3.9, PCI 8.6.3, ISO 27001 A.5.15',
				...{ limit: '2023-05-07', isNew: '', isGone: '', reviewer: '', reviewed: '', action: '' },
			},
		]);
	});

	it('marks what is new and what is gone', () => {
		const credentials = [aReportedKey({ isNew: true, isGone: true, owner: null })];
		expect(cellsOf(aReport({ credentials }))).toMatchObject([
			{ isNew: 'yes', isGone: 'deleted after the report', owner: '', ownerSource: 'unknown' },
		]);
	});

	it('leaves nothing that a spreadsheet takes for a number or a date', () => {
		const credentials = [
			aReportedKey({
				account: '001234567890',
				findings: [aFinding({ code: 'password-unused' }), aFinding({ code: 'key-unused' })],
			}),
			aReportedKey({ account: '444455556666', findings: [aFinding({ code: 'more-credentials' })] }),
		];
		const settings = { ...en, accounts: {} };
		expect(cellsOf(aReport({ credentials }), settings)).toMatchObject([
			{
				...{ account: '0012-3456-7890', accountName: '0012-3456-7890' },
				...{ ismsP: 'ISMS-P 2.5.3, 2.5.6, 2.7.2', cis: 'CIS 7.0 2.11' },
			},
			{ account: '4444-5555-6666', ismsP: '', cis: '' },
		]);
	});

	it('has a row for each account that was not read, or only in part', () => {
		const report = aReport();
		const accounts = report.accounts.map((one) => ({ ...one, notes: ['AccessDenied, tags'] }));
		const failed = [{ account: '444455556666', why: 'it has "no" role,\nadd it' }];
		const rows = cellsOf({ ...report, accounts, failed });
		expect(rows).toHaveLength(3);
		expect(rows.slice(0, 2)).toMatchObject([
			{
				...{ account: '4444-5555-6666', accountName: 'dev', codes: 'account-not-read' },
				rules: 'Accounts that could not be read: it has "no" role,\nadd it',
			},
			{
				...{ account: '1111-2222-3333', codes: 'account-read-in-part', severity: 'high' },
				rules: 'Accounts that could be read only in part: AccessDenied, tags',
			},
		]);
	});

	it('masks key ids unless the configuration says otherwise', () => {
		expect(reportCsv(aReport(), en)).not.toContain('AKIAEXAMPLEDEPLO7Q2M');
		const open = reportSettings({ report: { fullKeyIds: true } });
		expect(cellsOf(aReport(), open)).toMatchObject([{ credential: 'AKIAEXAMPLEDEPLO7Q2M' }]);
	});

	it.each(['kim,minsu', '=1+1', '"quote"', '-1+1', '@SUM(A1)'])('keeps the user %j', (user) => {
		expect(cellsOf(aReport({ credentials: [aReportedKey({ user })] }))).toMatchObject([
			{ user: escaped(user) },
		]);
	});

	it('shows a user agent that is a formula as a text', () => {
		const trail = anActivity({ programs: ['=HYPERLINK("https://evil.example","x")'] });
		const use = { iam: null, history: null, trail };
		const [row] = cellsOf(aReport({ credentials: [aReportedKey({ use })] }));
		expect(row?.use).toMatch(/^'=HYPERLINK\("https:\/\/evil\.example","x"\)/);
	});

	it('names each network once, and counts those that a source does not list', () => {
		const trail = anActivity({ networkCount: 14 });
		const use = { iam: null, history: anActivity(), trail };
		expect(cellsOf(aReport({ credentials: [aReportedKey({ use })] }))).toMatchObject([
			{ networks: 'seoul-hq (trusted); + 13 addresses' },
		]);
	});

	it('gives back every text, with no cell that is a formula', () => {
		const texts = fc.record({
			...{ user: hostileText, owner: hostileText, tag: hostileText, why: hostileText },
			...{ credential: hostileText, service: hostileText, network: hostileText },
		});
		fc.assert(
			fc.property(texts, ({ user, owner, tag, why, credential, service, network }) => {
				const networks = [{ network, classification: 'untrusted', lastAt: 0 } as const];
				const iam = { at: 0, service, region: null, isShared: false };
				const use = { iam, history: null, trail: anActivity({ networks }) };
				const key = aReportedKey({ user, credential, use });
				const credentials = [{ ...key, owner: { value: owner, source: 'tag', tag } as const }];
				const report = aReport({ credentials, failed: [{ account: user, why }] });
				const rows = cellsOf(report);
				expect(rows).toMatchObject([
					{ account: escaped(user), rules: `Accounts that could not be read: ${why}` },
					{
						...{ user: escaped(user), owner: escaped(owner), ownerSource: `tag ${tag}` },
						...{ credential: escaped(credential), service: escaped(service) },
						networks: escaped(`${network} (untrusted)`),
					},
				]);
				for (const cell of rows.flatMap(Object.values)) expect(cell).not.toMatch(FORMULA);
			}),
			{ numRuns: 500 },
		);
	});
});
