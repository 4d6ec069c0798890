import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportHtml } from '../../../../shared/notification/report/report-html.ts';
import type { FindingCode } from '../../../../shared/report/finding-codes.ts';
import type { CredentialReport } from '../../../../shared/report/report.ts';
import {
	aFinding,
	anActivity,
	aReport,
	aReportedKey,
	reportSettings,
} from '../../../support/a-report.ts';
import { ATTACKS } from '../card/hostile-case.ts';

const en = reportSettings({ locale: 'en' });
const ko = reportSettings();
const FAILED = [{ account: '444455556666', why: 'AccessDenied: let eyes-system read IAM there.' }];

/** The tags of a page with their attributes, without any text and without values of attributes. */
function outlineOf(page: string): string {
	return page.replaceAll(/="[^"]*"/g, '').replaceAll(/>[^<]*/g, '>');
}

/** What a reader sees in a page, without styles and script. */
function textOf(page: string): string {
	return page
		.replaceAll(/<(style|script)>.*?<\/\1>/gs, '')
		.replaceAll(/<[^>]*>/g, ' ')
		.replaceAll(/\s+/g, ' ')
		.trim();
}

function rowsIn(page: string): number {
	return page.match(/<tr><td data-label/g)?.length ?? 0;
}

/** A report in which every text that is not ours is the next of `textAt`. */
function filled(textAt: (at: number) => string): CredentialReport {
	let at = 0;
	const next = () => textAt(at++);
	const key = (isGone: boolean) => {
		const networks = [{ network: next(), classification: 'untrusted', lastAt: 1 } as const];
		const trail = anActivity({ networks, programs: [next()], services: [next()] });
		return aReportedKey({
			...{ account: next(), user: next(), credential: next(), isGone, isNew: true },
			owner: { value: next(), source: 'tag', tag: next() },
			use: { iam: null, history: null, trail },
			findings: [aFinding({ detail: next() }), aFinding({ code: 'key-unused', detail: next() })],
		});
	};
	const report = aReport({ credentials: [key(true), key(false)] });
	const accounts = report.accounts.map((one) => ({ ...one, account: next(), notes: [next()] }));
	return { ...report, accounts, failed: [{ account: next(), why: next() }] };
}

const MARKUP = [
	'<img src=x onerror=alert(1)>',
	'</script><script>x',
	'"><b x="',
	"'><i y='",
	'-->',
];
const hostileText = fc.oneof(
	fc.constantFrom(...MARKUP, ...ATTACKS),
	fc.string({ unit: 'binary' }),
	fc.array(fc.constantFrom('<', '>', '"', "'", '&', '/', 'b', '=')).map((signs) => signs.join('')),
);

describe('reportHtml', () => {
	it('escapes every value: attacks add no tag and no attribute', () => {
		const texts = fc.array(hostileText, { minLength: 1, maxLength: 11 });
		const locales = fc.constantFrom('ko' as const, 'en' as const);
		fc.assert(
			fc.property(texts, locales, (given, locale) => {
				const settings = reportSettings({ locale });
				const hostile = reportHtml(
					filled((at) => given[at % given.length] ?? ''),
					{ ...settings, poweredBy: given[0] ?? '' },
				);
				const harmless = reportHtml(
					filled((at) => `harmless${at}`),
					settings,
				);
				expect(outlineOf(hostile)).toBe(outlineOf(harmless));
			}),
		);
	});

	it('shows every value, also those that look like markup', () => {
		const given: string[] = [];
		const report = filled((at) => {
			given.push(`&lt;b&gt;&amp;${at}.`);
			return `<b>&${at}.`;
		});
		const page = reportHtml(report, en);
		expect(given.length).toBeGreaterThan(20);
		expect(given.filter((text) => !page.includes(text))).toEqual([]);
	});

	it('names its language', () => {
		expect(reportHtml(aReport(), ko)).toMatch(/^<!doctype html>\n<html lang="ko">/);
		expect(reportHtml(aReport(), en)).toMatch(/^<!doctype html>\n<html lang="en">/);
	});

	it.each(['script', 'style'])('admits only its own %s', (tag) => {
		const page = reportHtml(aReport(), en);
		const pattern = new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs');
		const texts = [...page.matchAll(pattern)].map(([, text = '']) => text);
		expect(texts).toHaveLength(1);
		const hash = createHash('sha256')
			.update(texts[0] ?? '')
			.digest('base64');
		const [, escaped = ''] =
			/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
		const policy = escaped.replaceAll('&#39;', "'").split('; ');
		expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
		expect(page).not.toContain(' style=');
		expect(policy).toContain("default-src 'none'");
	});

	it('loads nothing from elsewhere', () => {
		const report = aReport({ failed: FAILED, previousAgeBands: [1, 2, 3, 4, 5] });
		expect(reportHtml(report, ko)).not.toMatch(/\/\/|url\(|@import|\bsrc=|\bhref=|<link/);
	});

	it('has a row for each credential, with its findings, owner, use and standards', () => {
		const page = reportHtml(aReport(), ko);
		expect(rowsIn(page)).toBe(1);
		const text = textOf(page);
		expect(text).toContain('높음 교체 기한이 지난 키 (CIS 7.0 2.12) · 기한 2023-05-07 deploy prod');
		expect(text).toContain('AKIA…7Q2M 1,393일 2023-02-06 2026-11-29 terraform 1.9 · seoul-hq');
		expect(text).toContain('platform (태그 Owner) ISMS-P 2.7.2 · Security Hub IAM.3');
		expect(text).toContain('교체 90일 초과, 미사용 45일 이상, 미접속 180일 이상');
	});

	it('has empty fields for those who review, only in print', () => {
		const page = reportHtml(aReport(), ko);
		for (const heading of ['검토자', '검토일', '조치'])
			expect(page).toContain(`<th scope="col" class="print">${heading}</th>`);
		expect(page).toMatch(/(<td class="print"><\/td>){3}<\/tr>/);
		expect(textOf(page)).toContain('접근권한 검토 결과보고서 및 후속조치 내역(ISMS-P 2.5.6)');
	});

	it('says when AWS generated the data, which may be hours before the report', () => {
		const report = aReport();
		const [account] = report.accounts;
		if (account === undefined) throw new Error('the report has no account');
		const older = { ...account, account: '444455556666', at: account.at - 3 * 3_600_000 };
		const text = textOf(reportHtml({ ...report, accounts: [account, older] }, ko));
		expect(text).toContain('자료 기준 시각 2026-11-30 06:00:00 ~ 09:00:00 (KST)');
		expect(textOf(reportHtml(report, ko))).toContain('자료 기준 시각 2026-11-30 09:00:00 (KST)');
	});

	it('keeps its headings as text, which browsers repeat on every printed page', () => {
		const page = reportHtml(aReport(), en);
		const [head = ''] = /<thead>.*?<\/thead>/s.exec(page) ?? [];
		expect(head).toContain('<th scope="col" aria-sort="descending">Why / limit</th>');
		expect(head).toContain('<th scope="col">Owner</th>');
		expect(head).not.toContain('<button');
	});

	it('names a password in words', () => {
		const credentials = [aReportedKey({ credential: 'password' })];
		expect(textOf(reportHtml(aReport({ credentials }), ko))).toContain('deploy prod 비밀번호');
	});

	it('shows no character that turns the text around', () => {
		const page = reportHtml(
			filled(() => 'a\u202eb'),
			en,
		);
		expect(page).not.toContain('\u202e');
		expect(textOf(page)).toContain('ab');
	});

	it('shows 5,000 rows and counts the rest', () => {
		const credentials = Array.from({ length: 5_003 }, () => aReportedKey());
		const page = reportHtml(aReport({ credentials }), en);
		expect(rowsIn(page)).toBe(5_000);
		expect(textOf(page)).toContain('3 more are in the CSV file.');
		const all = reportHtml(aReport({ credentials: credentials.slice(0, 5_000) }), en);
		expect(textOf(all)).not.toContain('more are in the CSV file');
	});

	it('says what was looked at if nothing was found', () => {
		const page = reportHtml(aReport({ credentials: [] }), ko);
		expect(rowsIn(page)).toBe(0);
		expect(textOf(page)).toContain(
			'조치할 자격 증명이 없습니다. 계정 1개, 사용자 31명, 활성 키 12개를 확인했습니다.',
		);
	});

	it('says that nothing was read, and draws no chart', () => {
		const counts = { ...aReport().counts, accounts: 0, users: 0, activeKeys: 0, action: 0 };
		const report = { ...aReport({ credentials: [], failed: FAILED }), accounts: [], counts };
		const page = reportHtml({ ...report, ageBands: [0, 0, 0, 0, 0] }, en);
		expect(textOf(page)).toContain(
			'No account was read, so nothing can be said about any credential.',
		);
		expect(textOf(page)).toContain('Accounts that were read 0 (–)');
		expect(page).not.toContain('<svg');
	});

	it('names the accounts that were not read, and does not say that nothing was found', () => {
		const text = textOf(reportHtml(aReport({ credentials: [], failed: FAILED }), ko));
		expect(text).toContain(
			'⚠️ 조회하지 못한 계정 dev : AccessDenied: let eyes-system read IAM there.',
		);
		expect(text).toContain('조회한 계정 1 (prod) · 조회하지 못한 계정 1 (dev)');
		expect(text).not.toContain('조치할 자격 증명이 없습니다');
	});

	it('masks key ids unless the configuration says otherwise', () => {
		expect(reportHtml(aReport(), en)).not.toContain('AKIAEXAMPLEDEPLO7Q2M');
		const open = reportSettings({ report: { fullKeyIds: true } });
		expect(reportHtml(aReport(), open)).toContain('<code>AKIAEXAMPLEDEPLO7Q2M</code>');
	});

	it('sorts ages, days and severities as numbers, and the rest as texts', () => {
		const code: FindingCode = 'root-key';
		const credentials = [
			aReportedKey({ findings: [aFinding({ code, severity: 'critical' })], ageDays: null }),
		];
		const page = reportHtml(aReport({ credentials }), en);
		const keys = [...page.matchAll(/data-key="([^"]*)" class="(\w+)"/g)].map(([, key, kind]) => [
			key,
			kind,
		]);
		expect(keys.map(([, kind]) => kind)).toEqual([
			...['number', 'string', 'string', 'string', 'number', 'number', 'string', 'string'],
		]);
		expect([keys[0]?.[0], keys[4]?.[0]]).toEqual(['4', '-1']);
	});
});
