import type { DataTableBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { ageChart } from '../../../../shared/notification/report/age-chart.ts';
import { reportForms } from '../../../../shared/notification/report/report-message.ts';
import { reportWordsOf } from '../../../../shared/notification/report/report-settings.ts';
import type { ChannelMessage } from '../../../../shared/notification/slack/channel-message.ts';
import { REPORT_COLUMNS } from '../../../../shared/notification/words/report-words.ts';
import { type ReportSummary, readSummary } from '../../../../shared/report/report-summary.ts';
import { aFinding, aReportedKey, aSummary, reportSettings } from '../../../support/a-report.ts';

const COUNTS = {
	...{ accounts: 3, users: 120, activeKeys: 41, action: 12, new: 3, resolved: 2 },
	...{ withoutOwner: 5, oldestKeyDays: 1393 },
};
const FAILED = [{ account: '444455556666', why: 'AccessDenied: let eyes-system read IAM there.' }];
const ko = reportSettings();
const en = reportSettings({ locale: 'en', poweredBy: 'devops team' });

/** A summary whose counts are those of the example. */
function summary(given: Partial<ReportSummary> = {}): ReportSummary {
	return { ...aSummary(), counts: COUNTS, previousAgeBands: [5, 3, 2, 1, 1], ...given };
}

/** The texts of the blocks that are not tables or charts. */
function textsOf({ blocks = [] }: ChannelMessage): string[] {
	const parts = JSON.stringify(blocks, (key, value) => (key === 'rows' ? undefined : value));
	return [...parts.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) =>
		JSON.parse(`"${text}"`),
	);
}

function tableOf({ blocks = [] }: ChannelMessage): readonly (readonly string[])[] {
	const table = blocks.find((block) => block.type === 'data_table' || block.type === 'table') as
		| DataTableBlock
		| undefined;
	return (table?.rows ?? []).map((row) => row.map((cell) => ('text' in cell ? cell.text : '')));
}

describe('reportForms', () => {
	it('begins with a header and a headline in Korean', () => {
		const [best] = reportForms(summary({ failed: FAILED }), ko);
		expect(textsOf(best).slice(0, 2)).toEqual([
			'주간 액세스 키 점검 · 2026년 49주차',
			'*조치 필요 12 (신규 3, 해결 2) · 담당자 미상 5 · 최장 수명 1,393일* · 조회 실패 1계정(`dev`)',
		]);
		expect(reportForms(summary(), ko)[0].text).toBe(
			'액세스 키 점검: 조치 필요 12 (신규 3) · 담당자 미상 5 · 최장 수명 1,393일',
		);
	});

	it('begins with a header and a headline in English', () => {
		const [best] = reportForms(summary({ failed: FAILED }), en);
		expect(textsOf(best).slice(0, 2)).toEqual([
			'Weekly access key report · week 49, 2026',
			'*action needed 12 (new 3, resolved 2) · owner unknown 5 · oldest 1,393 days* · 1 account not read (`dev`)',
		]);
		expect(reportForms(summary(), en)[0].text).toBe(
			'Access key report: action needed 12 (new 3) · owner unknown 5 · oldest 1,393 days',
		);
	});

	it('says nothing of new ones without a previous report', () => {
		const counts = { ...COUNTS, new: null, resolved: null };
		const [best] = reportForms(summary({ counts }), ko);
		expect(best.text).toBe('액세스 키 점검: 조치 필요 12 · 담당자 미상 5 · 최장 수명 1,393일');
	});

	it('has a text of at most 90 characters, as much as a phone shows', () => {
		const counts = { ...COUNTS, action: 999, new: 999, withoutOwner: 999, oldestKeyDays: 9999 };
		for (const settings of [ko, en]) {
			const lengths = reportForms(summary({ counts }), settings)
				.slice(0, 2)
				.map(({ text }) => text.length);
			for (const length of lengths) expect(length).toBeLessThanOrEqual(90);
		}
	});

	it('shows a credential as a row, in Korean and English', () => {
		const [header, row] = tableOf(reportForms(summary(), ko)[0]);
		expect(header).toEqual(REPORT_COLUMNS.map((column) => reportWordsOf(ko).columns[column]));
		expect(row).toEqual([
			...['AKIA…7Q2M', '1,393일', '2023-02-06', 'deploy', 'prod', '2026-11-29'],
			'terraform 1.9 · seoul-hq · s3+dynamodb · 어제 (트레일)',
			'platform (태그 Owner)',
			'교체 기한이 지난 키 (CIS 7.0 2.12) · 기한 2023-05-07',
		]);
		expect(tableOf(reportForms(summary(), en)[1])[1]?.slice(6)).toEqual([
			'terraform 1.9 · seoul-hq · s3+dynamodb · yesterday (trail)',
			'platform (tag Owner)',
			'key past its rotation limit (CIS 7.0 2.12) · limit 2023-05-07',
		]);
	});

	it('marks what is new, and shows the numbers of all configured benchmarks', () => {
		const settings = reportSettings({ report: { benchmark: ['5.0', '7.0'] } });
		const credentials = [
			aReportedKey({ isNew: true, findings: [aFinding(), aFinding({ code: 'two-active-keys' })] }),
		];
		const [, row] = tableOf(reportForms(summary({ credentials }), settings)[0]);
		expect(row?.at(-1)).toBe(
			'[신규] 교체 기한이 지난 키 (CIS 5.0 1.13, CIS 7.0 2.12) / 활성 키 2개 이상 (CIS 5.0 1.12)',
		);
	});

	it('names credentials that have no id in the language of the message', () => {
		const named = ['password', 'user', 'access-key-2', 'certificate-1'];
		const credentials = named.map((credential) => aReportedKey({ credential }));
		const firsts = (settings: typeof ko) =>
			tableOf(reportForms(summary({ credentials }), settings)[0]).map(([first]) => first);
		expect(firsts(ko).slice(1)).toEqual(['비밀번호', '사용자 전체', '액세스 키 2', '인증서 1']);
		expect(firsts(en).slice(1)).toEqual([
			...['password', 'whole user', 'access key 2', 'certificate 1'],
		]);
	});

	it('gives ages as numbers, so that Slack can sort by them', () => {
		const table = reportForms(summary(), ko)[0].blocks?.find(({ type }) => type === 'data_table');
		expect(table).toMatchObject({ page_size: 10, caption: '조치가 필요한 자격 증명' });
		expect((table as DataTableBlock).rows[1]?.[1]).toEqual({
			...{ type: 'raw_number', value: 1393, text: '1,393일' },
		});
	});

	it('has a form with the newest blocks, one with older blocks, and a text', () => {
		const forms = reportForms(summary(), ko).map(({ blocks }) => blocks?.map(({ type }) => type));
		expect(forms).toEqual([
			['header', 'section', 'data_visualization', 'data_table', 'context'],
			['header', 'section', 'section', 'table', 'context'],
			undefined,
		]);
	});

	it('names accounts that could not be read, and why, in every form', () => {
		const [best, older, plain] = reportForms(summary({ failed: FAILED }), ko);
		const shown = '⚠️ 조회하지 못한 계정';
		for (const text of [textsOf(best).join('\n'), textsOf(older).join('\n'), plain.text]) {
			expect(text).toContain(shown);
			expect(text).toContain('`dev`: `AccessDenied: let eyes-system read IAM there.`');
		}
		const failed = Array.from({ length: 13 }, (_, at) => ({ account: `${at}`, why: 'gone' }));
		expect(textsOf(reportForms(summary({ failed }), ko)[0]).join('\n')).toContain('외 3개 계정');
	});

	it('draws the age of the keys as bars of text in the older form', () => {
		const bars = textsOf(reportForms(summary(), ko)[1])[2];
		expect(bars).toBe(
			[
				'*활성 액세스 키 수명*',
				'```',
				'0–90일     ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 4 (지난주 5)',
				'91–180일   ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 3 (지난주 3)',
				'181–365일  ▇▇▇▇▇▇▇▇▇▇▇▇ 2 (지난주 2)',
				'1–2년      ▇▇▇▇▇▇ 1 (지난주 1)',
				'2년+       ▇▇▇▇▇▇▇▇▇▇▇▇ 2 (지난주 1)',
				'```',
			].join('\n'),
		);
	});

	it('is the same after it was kept as JSON', () => {
		const given = aSummary({ failed: FAILED });
		expect(reportForms(readSummary(JSON.stringify(given)), ko)).toEqual(reportForms(given, ko));
		expect(() => readSummary('{"week":"2026-W49"}')).toThrow();
	});

	it('is one text with the facts that matter if Slack takes no blocks', () => {
		expect(reportForms(summary(), ko)[2]).toEqual({
			text: [
				'주간 액세스 키 점검 · 2026년 49주차',
				'조치 필요 12 (신규 3, 해결 2) · 담당자 미상 5 · 최장 수명 1,393일',
				'`AKIA…7Q2M` `deploy` · `prod` · 1,393일 · `platform` (태그 `Owner`) · 교체 기한이 지난 키 (CIS 7.0 2.12) · 기한 2023-05-07',
				'계정 3개, 사용자 120명, 활성 키 41개를 확인했습니다. | 2026-11-30 09:00:00 (KST) | powered by : `devops팀`',
			].join('\n'),
			...{ unfurl_links: false, unfurl_media: false, parse: 'none' },
		});
	});
});

describe('a report that found nothing', () => {
	const nothing = { ...COUNTS, action: 0, new: 0, resolved: 0, withoutOwner: 0 };

	it('says what was looked at', () => {
		const line =
			'조치할 자격 증명이 없습니다. 계정 3개, 사용자 120명, 활성 키 41개를 확인했습니다.';
		const [best, older, plain] = reportForms(summary({ counts: nothing, credentials: [] }), ko);
		expect(textsOf(best)).toContain(line);
		expect(textsOf(older)).toContain(line);
		expect(plain.text).toContain(line);
		expect(tableOf(best)).toEqual([]);
	});

	it('does not say so while an account could not be read', () => {
		const given = summary({ counts: nothing, credentials: [], failed: FAILED });
		for (const form of reportForms(given, ko))
			expect(JSON.stringify(form)).not.toContain('조치할 자격 증명이 없습니다');
		expect(reportForms(given, ko)[0].text).toContain('조회하지 못한 계정 1');
	});

	it('does not say so while a part of an account could not be read', () => {
		const notes = [{ account: '111122223333', why: 'AccessDenied for Bedrock keys.' }];
		for (const form of reportForms(summary({ counts: nothing, credentials: [], notes }), ko)) {
			expect(JSON.stringify(form)).not.toContain('조치할 자격 증명이 없습니다');
			expect(JSON.stringify(form)).toContain('AccessDenied for Bedrock keys.');
		}
	});

	it('says that nothing is known if no account was read, on phones too', () => {
		const counts = { ...nothing, accounts: 0, users: 0, activeKeys: 0, oldestKeyDays: null };
		for (const form of reportForms(summary({ counts, credentials: [] }), ko)) {
			expect(JSON.stringify(form)).toContain('조회한 계정이 없어 이상 여부를 알 수 없습니다.');
			expect(JSON.stringify(form)).not.toContain('data_visualization');
		}
		expect(reportForms(summary({ counts, credentials: [] }), ko)[0].text).toBe(
			'액세스 키 점검: 조회한 계정이 없어 이상 여부를 알 수 없습니다.',
		);
	});
});

describe('ageChart', () => {
	/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
	const LIMITS = { title: 50, label: 20, axis: 50 };

	it.each([['ko', ko] as const, ['en', en] as const])(
		'keeps to the limits in %s',
		(_, settings) => {
			const words = reportWordsOf(settings);
			const { title, chart } = ageChart(summary(), words);
			expect(title.length).toBeLessThanOrEqual(LIMITS.title);
			const { categories, x_label, y_label } = chart.axis_config;
			expect(x_label.length).toBeLessThanOrEqual(LIMITS.axis);
			expect(y_label.length).toBeLessThanOrEqual(LIMITS.axis);
			expect(categories).toHaveLength(5);
			for (const label of [...categories, ...chart.series.map(({ name }) => name)])
				expect(label.length).toBeLessThanOrEqual(LIMITS.label);
			// Each series must have one point for each category, and no name twice.
			for (const { data } of chart.series)
				expect(data.map(({ label }) => label)).toEqual(categories);
			expect(new Set(chart.series.map(({ name }) => name)).size).toBe(2);
		},
	);

	it('shows the week before first, and one series without a previous report', () => {
		const { chart } = ageChart(summary(), reportWordsOf(ko));
		expect(chart.series.map(({ name, data }) => [name, ...data.map(({ value }) => value)])).toEqual(
			[
				['지난주', 5, 3, 2, 1, 1],
				['이번 주', 4, 3, 2, 1, 2],
			],
		);
		const first = ageChart(summary({ previousAgeBands: null }), reportWordsOf(ko));
		expect(first.chart.series).toHaveLength(1);
	});
});
