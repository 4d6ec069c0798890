import { describe, expect, it } from 'vitest';
import { toMrkdwn, toPlain } from '../../../../shared/notification/card/phrase.ts';
import {
	benchmarkNumbers,
	findingLine,
	ownerLine,
} from '../../../../shared/notification/report/finding-line.ts';
import { reportWordsOf } from '../../../../shared/notification/report/report-settings.ts';
import type { Finding } from '../../../../shared/report/account-report.ts';
import { FINDING_CODES, type FindingCode } from '../../../../shared/report/finding-codes.ts';
import { OWNER_SOURCES, type Owner } from '../../../../shared/report/owner.ts';
import { aFinding, REPORT_AT, reportSettings } from '../../../support/a-report.ts';

const ko = reportSettings();
const en = reportSettings({ locale: 'en', report: { benchmark: ['5.0', '7.0'] } });
const CODES = Object.keys(FINDING_CODES) as FindingCode[];

function lineIn(settings: typeof ko, finding: Partial<Finding>): string {
	return toPlain(findingLine(aFinding(finding), reportWordsOf(settings), settings));
}

describe('findingLine', () => {
	it('names the rule, its numbers, what it is about and its limit, in this order', () => {
		const full = { dueAt: REPORT_AT, detail: 'of a machine' };
		expect(lineIn(ko, full)).toBe(
			'교체 기한이 지난 키 (CIS 7.0 2.12) · of a machine · 기한 2026-11-30',
		);
		expect(lineIn(en, full)).toBe(
			'key past its rotation limit (CIS 5.0 1.13, CIS 7.0 2.12) · of a machine · limit 2026-11-30',
		);
	});

	it('leaves out what there is not', () => {
		expect(lineIn(ko, {})).toBe('교체 기한이 지난 키 (CIS 7.0 2.12)');
		expect(lineIn(ko, { code: 'user-dormant' })).toBe('장기 미접속 사용자');
	});

	it('shows only the benchmarks that have the rule', () => {
		expect(lineIn(en, { code: 'two-active-keys' })).toBe('two or more active keys (CIS 5.0 1.12)');
		expect(lineIn(ko, { code: 'two-active-keys' })).toBe('활성 키 2개 이상');
	});

	it('shows what it is about as a value, and not more than a short text', () => {
		const finding = aFinding({ code: 'quarantined', detail: `<!channel> ${'x'.repeat(500)}` });
		const line = toMrkdwn(findingLine(finding, reportWordsOf(en), en));
		expect(line).toMatch(/^user quarantined by AWS as compromised · `&lt;!channel&gt; x{1,70}…`$/);
	});

	it('has words for every rule in both languages', () => {
		for (const settings of [ko, en]) {
			const lines = CODES.map((code) => lineIn(settings, { code }));
			expect(new Set(lines).size).toBe(CODES.length);
			for (const line of lines) expect(line).toMatch(settings === ko ? /[가-힣]/ : /^[ -~]+$/);
		}
	});
});

describe('benchmarkNumbers', () => {
	it('keeps the zero at the end of a number', () => {
		expect(benchmarkNumbers('password-no-mfa', ['3.0', '7.0'])).toBe('CIS 3.0 1.10, CIS 7.0 2.10');
		expect(benchmarkNumbers('password-no-mfa', [])).toBe('');
	});
});

describe('ownerLine', () => {
	const lineOf = (owner: Owner | null, settings = en) =>
		toPlain(ownerLine(owner, reportWordsOf(settings)));

	it.each([
		['configuration', 'dana (configuration)', 'dana (설정)'],
		['tag', 'dana (tag Owner)', 'dana (태그 Owner)'],
		['key-description', 'dana (key description)', 'dana (키 설명)'],
		['created-by', 'dana (created by)', 'dana (생성자)'],
		['user-name', 'dana (user name)', 'dana (사용자 이름)'],
	] as const)('says that the source is %s', (source, english, korean) => {
		const owner = { value: 'dana', source, tag: source === 'tag' ? 'Owner' : null };
		expect([lineOf(owner), lineOf(owner, ko)]).toEqual([english, korean]);
		expect(OWNER_SOURCES).toContain(source);
	});

	it('says that nobody is known', () => {
		expect([lineOf(null), lineOf(null, ko)]).toEqual(['unknown', '미상']);
	});

	it('shows the tag and its value as values', () => {
		const owner = { value: '*<@U1>*', source: 'tag', tag: '`Owner` <!here>' } as const;
		expect(toMrkdwn(ownerLine(owner, reportWordsOf(en)))).toBe(
			"`*&lt;@U1&gt;*` (tag `'Owner' &lt;!here&gt;`)",
		);
	});
});
