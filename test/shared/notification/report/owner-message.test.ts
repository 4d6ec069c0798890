import { describe, expect, it } from 'vitest';
import { ownerForms } from '../../../../shared/notification/report/owner-message.ts';
import { DAY } from '../../../../shared/report/whole-days.ts';
import { aFinding, aReportedKey, REPORT_AT, reportSettings } from '../../../support/a-report.ts';

const WEEK = '2026-W49';
const young = aReportedKey({
	...{ user: 'ci', credential: 'AKIAEXAMPLECI000WXYZ', ageDays: 100 },
	findings: [aFinding({ dueAt: REPORT_AT - 10 * DAY })],
});
const credentials = [young, aReportedKey()];

describe('ownerForms', () => {
	it('says what to do first, then shows only the credentials of the owner', () => {
		const [best, older] = ownerForms({ credentials }, WEEK, reportSettings());
		expect(best.text).toBe('조치가 필요한 자격 증명 2건');
		expect(best.blocks?.map(({ type }) => type)).toEqual([
			...['header', 'section', 'data_table', 'context'],
		]);
		expect(older.blocks?.map(({ type }) => type)).toEqual([
			...['header', 'section', 'table', 'context'],
		]);
		expect(best.blocks?.[1]).toMatchObject({
			text: {
				text: [
					'*쓰지 않으면 비활성화하고, 쓰고 있으면 새 키로 교체하거나 역할로 바꿔 주세요.*',
					'담당자로 등록된 자격 증명입니다. 담당자가 아니면 알려 주세요: `devops팀`',
				].join('\n'),
			},
		});
	});

	it('shows the oldest first, without the column of the owner', () => {
		const table = ownerForms({ credentials }, WEEK, reportSettings())[0].blocks?.[2];
		const rows = table !== undefined && 'rows' in table ? table.rows : [];
		expect(rows.map(([first]) => first)).toMatchObject([
			...[{ text: '액세스 키 ID' }, { text: 'AKIA…7Q2M' }, { text: 'AKIA…WXYZ' }],
		]);
		expect(JSON.stringify(rows)).not.toContain('platform');
	});

	it('is a text if Slack takes no blocks', () => {
		const settings = reportSettings({ locale: 'en', poweredBy: 'devops team' });
		const [, , plain] = ownerForms({ credentials: [young] }, WEEK, settings);
		expect(plain.text).toBe(
			[
				'1 credential of yours needs action',
				'Deactivate what is not used. Replace what is used by a new key, or better by a role.',
				'You are named as the owner of these. If you are not, please tell: `devops team`',
				'`AKIA…WXYZ` `ci` · `prod` · 100 days · key past its rotation limit (CIS 7.0 2.12) · limit 2026-11-20',
				'Weekly access key report · week 49, 2026 | powered by : `devops team`',
			].join('\n'),
		);
	});

	it('shows whole key ids only if the configuration says so', () => {
		const masked = ownerForms({ credentials }, WEEK, reportSettings());
		expect(JSON.stringify(masked)).not.toContain('AKIAEXAMPLE');
		const whole = ownerForms(
			{ credentials },
			WEEK,
			reportSettings({ report: { fullKeyIds: true } }),
		);
		for (const form of whole) expect(JSON.stringify(form)).toContain('AKIAEXAMPLECI000WXYZ');
	});
});
