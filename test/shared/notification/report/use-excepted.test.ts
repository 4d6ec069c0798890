import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { reportCsv } from '../../../../shared/notification/report/report-csv.ts';
import { reportHtml } from '../../../../shared/notification/report/report-html.ts';
import { reportText } from '../../../../shared/notification/report/report-text.ts';
import { aFinding, aReport, aReportedKey, reportSettings } from '../../../support/a-report.ts';

/** The day of a review is a day of the calendar: in Seoul it begins nine hours before that of UTC. */
const finding = aFinding({
	...{ code: 'use-excepted', severity: 'info', detail: 'partner import' },
	dueAt: Date.parse('2027-03-01'),
});
const report = aReport({ credentials: [aReportedKey({ findings: [finding] })] });
const en = reportSettings({ locale: 'en', timeZone: 'America/New_York' });

describe('a key whose use is not watched, in the report', () => {
	it('stands in the text with its reason and the day of the review', () => {
		const text = reportText(report, en, { colour: false });
		expect(text).toContain('use from anywhere is expected, so not watched · partner import');
		expect(text).toContain('review 2027-03-01');
	});

	it('stands in the page', () => {
		const page = reportHtml(report, en);
		expect(page).toContain('use from anywhere is expected, so not watched · partner import');
		expect(page).toContain('review 2027-03-01');
	});

	it('stands in the spreadsheet, where a review is no limit', () => {
		const [row] = parse(reportCsv(report, en), { bom: true, columns: true });
		expect(row).toMatchObject({ limit: '' });
		expect(JSON.stringify(row)).toContain(
			'use from anywhere is expected, so not watched (partner import · review 2027-03-01)',
		);
	});
});
