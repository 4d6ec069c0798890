// `npm run pictures`: draws the messages and the page of a replay as PNG files beside this file.
import { LOCALES, type Locale } from '../../shared/configuration/configuration.ts';
import { reportForms } from '../../shared/notification/report/report-message.ts';
import { summaryOf } from '../../shared/report/report-summary.ts';
import { drawCards } from './card-pictures.ts';
import { drawReplay } from './replay-pictures.ts';
import { sampleReport } from './sample-report.ts';
import { messageHtml, pageHtml, screenHtml } from './slack-html.ts';
import { takePicture } from './take-picture.ts';

/** The table of the report is wide. */
const REPORT_WIDTH = 1520;

for (const locale of LOCALES) {
	await drawCards(locale);
	await drawReplay(locale);
	await takePicture(`report-${locale}`, REPORT_WIDTH, await reportPage(locale));
}

/** The report of the sample company, as Slack shows it. */
async function reportPage(locale: Locale): Promise<string> {
	const { report, configuration } = await sampleReport(locale);
	const [message] = reportForms(summaryOf(report, { fullKeyIds: false }), configuration);
	const time = locale === 'ko' ? '오전 9:02' : '9:02 AM';
	return pageHtml(locale, [screenHtml([messageHtml(message, time)], { width: REPORT_WIDTH })]);
}
