import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnWidth } from '../../../../shared/notification/card/column-width.ts';
import { reportText } from '../../../../shared/notification/report/report-text.ts';
import {
	FINDING_CODES,
	FINDING_SEVERITIES,
	type FindingCode,
} from '../../../../shared/report/finding-codes.ts';
import type { CredentialReport } from '../../../../shared/report/report.ts';
import { DAY } from '../../../../shared/report/whole-days.ts';
import {
	aFinding,
	anActivity,
	aReport,
	aReportedKey,
	REPORT_AT,
	reportSettings,
} from '../../../support/a-report.ts';
import { ATTACKS } from '../card/hostile-case.ts';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const CODES = Object.keys(FINDING_CODES) as FindingCode[];
const en = reportSettings({ locale: 'en' });
const ko = reportSettings();
const plain = { colour: false };
const FAILED = [{ account: '444455556666', why: 'AccessDenied: let eyes-system read IAM there.' }];

const password = aReportedKey({
	...{ user: 'minsu', credential: 'password', owner: null, ageDays: 200, isNew: true },
	use: { iam: null, history: null, trail: null },
	findings: [aFinding({ code: 'password-no-mfa', severity: 'high' })],
});
const counts = { action: 2, new: 1, resolved: 3, withoutOwner: 1 };
const small = aReport({
	credentials: [aReportedKey(), password],
	counts: { ...aReport().counts, ...counts },
	previousAgeBands: [5, 3, 2, 1, 1],
});

describe('reportText', () => {
	it('is a list for a terminal in Korean', () => {
		expect(reportText(small, ko, plain)).toBe(
			[
				'주간 액세스 키 점검 · 2026년 49주차',
				'조치 필요 2 (신규 1, 해결 3) · 담당자 미상 1 · 최장 수명 1,393일',
				'2026-11-30 09:00:00 (KST)',
				'',
				'0–90일     ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 4 (지난주 5)',
				'91–180일   ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 3 (지난주 3)',
				'181–365일  ▇▇▇▇▇▇▇▇▇▇▇▇ 2 (지난주 2)',
				'1–2년      ▇▇▇▇▇▇ 1 (지난주 1)',
				'2년+       ▇▇▇▇▇▇▇▇▇▇▇▇ 2 (지난주 1)',
				'',
				'[높음] deploy · prod · AKIA…7Q2M',
				'               교체 기한이 지난 키 (CIS 7.0 2.12) · 기한 2023-05-07',
				'  경과일       1,393일 (2023-02-06)',
				'  용도         terraform 1.9 · seoul-hq · s3+dynamodb · 어제 (트레일)',
				'  담당자       platform (태그 Owner)',
				'',
				'[높음] minsu · prod · 비밀번호 · 신규',
				'               MFA 없는 콘솔 비밀번호 (CIS 7.0 2.10)',
				'  경과일       200일 (2026-05-14)',
				'  마지막 사용  2026-11-29',
				'  담당자       미상',
				'',
			].join('\n'),
		);
	});

	it('is a list for a terminal in English', () => {
		expect(reportText(small, en, plain)).toBe(
			[
				'Weekly access key report · week 49, 2026',
				'action needed 2 (new 1, resolved 3) · owner unknown 1 · oldest 1,393 days',
				'2026-11-30 09:00:00 (KST)',
				'',
				'0–90 days      ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 4 (last week 5)',
				'91–180 days    ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 3 (last week 3)',
				'181–365 days   ▇▇▇▇▇▇▇▇▇▇▇▇ 2 (last week 2)',
				'1–2 years      ▇▇▇▇▇▇ 1 (last week 1)',
				'2+ years       ▇▇▇▇▇▇▇▇▇▇▇▇ 2 (last week 1)',
				'',
				'[high] deploy · prod · AKIA…7Q2M',
				'               key past its rotation limit (CIS 7.0 2.12) · limit 2023-05-07',
				'  age in days  1,393 days (2023-02-06)',
				'  Use          terraform 1.9 · seoul-hq · s3+dynamodb · yesterday (trail)',
				'  Owner        platform (tag Owner)',
				'',
				'[high] minsu · prod · password · new',
				'               console password without MFA (CIS 7.0 2.10)',
				'  age in days  200 days (2026-05-14)',
				'  Last used    2026-11-29',
				'  Owner        unknown',
				'',
			].join('\n'),
		);
	});

	it('says what was looked at if nothing was found', () => {
		const text = reportText(aReport({ credentials: [] }), ko, plain);
		expect(text).toContain(
			'\n\n조치할 자격 증명이 없습니다. 계정 1개, 사용자 31명, 활성 키 12개를 확인했습니다.\n\n0–90일 ',
		);
	});

	it('says that nothing was read, and shows no ages', () => {
		const nothing = { ...small.counts, accounts: 0, users: 0, activeKeys: 0, action: 0 };
		const report = aReport({ credentials: [], failed: FAILED, counts: nothing });
		const text = reportText({ ...report, accounts: [] }, en, plain);
		expect(text.split('\n').slice(4)).toEqual([
			'⚠️ Accounts that could not be read',
			'dev: AccessDenied: let eyes-system read IAM there.',
			'',
			'No account was read, so nothing can be said about any credential.',
			'',
		]);
	});

	it('names the accounts that were not read or only in part, instead of saying that nothing was found', () => {
		const report = aReport({ credentials: [], failed: FAILED });
		const accounts = report.accounts.map((one) => ({ ...one, notes: ['tags: AccessDenied'] }));
		for (const given of [report, { ...report, failed: [], accounts }]) {
			const text = reportText(given, ko, plain);
			expect(text).toContain('AccessDenied');
			expect(text).not.toContain('조치할 자격 증명이 없습니다');
		}
		expect(
			reportText({ ...report, accounts }, ko, plain)
				.split('\n')
				.slice(1, 7),
		).toEqual([
			'조치 필요 0 · 담당자 미상 0 · 최장 수명 1,393일 · 조회 실패 1계정(dev)',
			'2026-11-30 09:00:00 (KST)',
			'⚠️ 조회하지 못한 계정',
			'dev: AccessDenied: let eyes-system read IAM there.',
			'⚠️ 일부를 조회하지 못한 계정',
			'prod: tags: AccessDenied',
		]);
	});

	it('names them again under a long list', () => {
		const credentials = Array.from({ length: 6 }, () => aReportedKey());
		const text = reportText(aReport({ credentials, failed: FAILED }), en, plain);
		expect(text.split('\n').at(-1)).toBe('dev: AccessDenied: let eyes-system read IAM there.');
		expect(text.split('Accounts that could not be read')).toHaveLength(3);
	});

	it('breaks a long line between facts, and never cuts the id or the limit off', () => {
		const key = aReportedKey({
			...{ user: 'a'.repeat(64), isNew: true, isGone: true },
			findings: [aFinding({ code: 'service-credential-too-old', detail: 'bedrock.amazonaws.com' })],
		});
		const dueAt = REPORT_AT - 3 * DAY;
		const findings = key.findings.map((one) => ({ ...one, dueAt }));
		const text = reportText(aReport({ credentials: [{ ...key, findings }] }), en, plain);
		expect(text.split('\n').slice(-8, -4)).toEqual([
			`[medium] ${'a'.repeat(64)}`,
			'               prod · AKIA…7Q2M · new · deleted after the report',
			'               service credential past its rotation limit',
			'               bedrock.amazonaws.com · limit 2026-11-27',
		]);
	});

	it('breaks a long headline, so that the accounts that failed are named', () => {
		const failed = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'].map((account) => ({
			...{ account, why: 'gone' },
		}));
		const text = reportText({ ...small, failed }, en, plain);
		expect(text.split('\n').slice(1, 3)).toEqual([
			'action needed 2 (new 1, resolved 3) · owner unknown 1 · oldest 1,393 days',
			'6 accounts not read (alpha, beta, gamma, delta, epsilon, …)',
		]);
	});

	it('masks key ids unless the configuration says otherwise', () => {
		expect(reportText(small, en, plain)).not.toContain('AKIAEXAMPLEDEPLO7Q2M');
		const open = reportSettings({ report: { fullKeyIds: true } });
		expect(reportText(small, open, plain)).toContain('AKIAEXAMPLEDEPLO7Q2M');
	});

	it('is the same with colours, apart from them', () => {
		const report = { ...small, failed: FAILED };
		const coloured = reportText(report, ko, { colour: true });
		expect(coloured).not.toBe(reportText(report, ko, plain));
		expect(stripVTControlCharacters(coloured)).toBe(reportText(report, ko, plain));
	});
});

const hostileText = fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary' }));
const someFindings = fc.array(
	fc.record({
		code: fc.constantFrom(...CODES),
		severity: fc.constantFrom(...FINDING_SEVERITIES),
		dueAt: fc.constantFrom(null, REPORT_AT),
		detail: fc.option(hostileText),
	}),
	{ minLength: 1, maxLength: 5 },
);
const hostileKey = fc
	.record({
		...{ account: hostileText, user: hostileText, credential: hostileText },
		...{ owner: hostileText, tag: hostileText, program: hostileText, network: hostileText },
		...{ findings: someFindings, isNew: fc.boolean(), isGone: fc.boolean() },
		ageDays: fc.option(fc.nat(9000)),
	})
	.map(({ owner, tag, program, network, ...given }) => {
		const networks = [{ network, classification: 'untrusted', lastAt: 1 } as const];
		const trail = anActivity({ networks, programs: [program], services: [tag] });
		return aReportedKey({
			...given,
			owner: { value: owner, source: 'tag', tag },
			use: { iam: null, history: null, trail },
		});
	});
const hostileReport: fc.Arbitrary<CredentialReport> = fc
	.record({
		credentials: fc.array(hostileKey, { maxLength: 7 }),
		failed: fc.array(fc.record({ account: hostileText, why: hostileText }), { maxLength: 8 }),
		counts: fc.record({
			...{ accounts: fc.nat(5000), users: fc.nat(), activeKeys: fc.nat(), action: fc.nat(9999) },
			...{ new: fc.option(fc.nat(9999)), resolved: fc.option(fc.nat(9999)) },
			...{ withoutOwner: fc.nat(9999), oldestKeyDays: fc.option(fc.nat(9000)) },
		}),
		ageBands: fc.array(fc.nat(99_999), { minLength: 5, maxLength: 5 }),
	})
	.map((given) => aReport({ ...given, previousAgeBands: given.ageBands }));

describe('a text made of attacks', () => {
	it('has no control character, and no line above 80 columns but the reasons', () => {
		const locales = fc.constantFrom('ko' as const, 'en' as const);
		fc.assert(
			fc.property(hostileReport, locales, (report, locale) => {
				const lines = reportText(report, reportSettings({ locale }), plain).split('\n');
				const start = lines.findIndex((line) => line.startsWith('⚠️'));
				const isReason = (at: number) =>
					report.failed.length > 0 &&
					((at > start && at <= start + report.failed.length) ||
						at >= lines.length - report.failed.length);
				for (const [at, line] of lines.entries()) {
					expect(line.replace('⚠️', '')).not.toMatch(INVISIBLE);
					if (!isReason(at)) expect([line, Math.max(80, columnWidth(line))]).toEqual([line, 80]);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
