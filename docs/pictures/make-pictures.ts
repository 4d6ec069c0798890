// `npm run pictures`: draws a few telling messages as message-ko.png and message-en.png beside this
// file.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOCALES, type Locale } from '../../shared/configuration/configuration.ts';
import type { MessageSettings } from '../../shared/notification/card/card-source.ts';
import { caseMessage } from '../../shared/notification/card/case-message.ts';
import { noticeForms } from '../../shared/notification/card/notice-message.ts';
import type { Standing } from '../../shared/notification/card/standing.ts';
import { reportForms } from '../../shared/notification/report/report-message.ts';
import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import type { UrgentNotice } from '../../shared/outbox/notices.ts';
import { summaryOf } from '../../shared/report/report-summary.ts';
import { messageSettings } from '../../test/support/a-case.ts';
import {
	CONTAINED_AT,
	NOT_REFERENCED,
	phishedStanding,
	RELEASED,
	stolenKeyStanding,
} from '../../test/support/a-standing.ts';
import {
	guessingCase,
	phishedCase,
	rootCase,
	stolenKeyCase,
} from '../../test/support/telling-cases.ts';
import { sampleReport } from './sample-report.ts';
import { messageHtml, pageHtml } from './slack-html.ts';

const WIDTH = 720;
/** The table of the report is wide. */
const REPORT_WIDTH = 1520;
const BREAKER: UrgentNotice = {
	id: 'breaker-1',
	kind: 'breaker-opened',
	at: CONTAINED_AT,
	facts: { number: '1', why: 'moved' },
};

/** Deployed, in mode `observe`. */
const OBSERVED: Standing = {
	plan: { requests: [], notContained: ['mode-observe'] },
	containments: [],
	isKeyAsked: false,
};

/** The messages of each picture, from top to bottom. */
const MESSAGES: Readonly<Record<Locale, (settings: MessageSettings) => readonly ChannelMessage[]>> =
	{
		ko: (settings) => [
			caseMessage(stolenKeyCase(), settings, stolenKeyStanding({ state: 'effective' })),
			caseMessage(rootCase(), settings, OBSERVED),
			caseMessage(phishedCase(), settings, phishedStanding({ state: 'ended', ending: RELEASED })),
			noticeForms(BREAKER, settings)[0],
		],
		en: (settings) => [
			caseMessage(stolenKeyCase(), settings, stolenKeyStanding({ state: 'effective' })),
			caseMessage(
				phishedCase(),
				settings,
				phishedStanding({ state: 'failed', problem: NOT_REFERENCED }),
			),
			caseMessage(guessingCase(), settings, OBSERVED),
		],
	};
const QUIET = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--hide-scrollbars',
	// grey edges instead of coloured ones make a smaller file
	'--disable-lcd-text',
	'--force-device-scale-factor=0.9',
];

for (const locale of LOCALES) {
	makePicture(`message-${locale}`, WIDTH, pageOf(locale));
	makePicture(`report-${locale}`, REPORT_WIDTH, await reportPage(locale));
}

function makePicture(name: string, width: number, html: string): void {
	const folder = mkdtempSync(join(tmpdir(), 'eyes-pictures-'));
	try {
		const page = join(folder, 'page.html');
		writeFileSync(page, html);
		const picture = join(import.meta.dirname, `${name}.png`);
		const chromium = (args: string[]) =>
			runChromium([...args, `--user-data-dir=${join(folder, 'profile')}`], page);
		const height = /data-height="(\d+)"/.exec(
			chromium([`--window-size=${width},1000`, '--dump-dom']),
		)?.[1];
		if (height === undefined)
			throw new Error('Chromium did not lay out the page; run it by hand to see why');
		chromium([`--window-size=${width},${height}`, `--screenshot=${picture}`]);
		console.log(picture);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function pageOf(locale: Locale): string {
	const settings = messageSettings({
		locale,
		poweredBy: locale === 'ko' ? 'devops팀' : 'devops team',
	});
	const time = locale === 'ko' ? '오후 1:35' : '1:35 PM';
	return pageHtml(
		locale,
		MESSAGES[locale](settings).map((message) => messageHtml(message, time)),
	);
}

/** The report of the sample company, as Slack shows it. */
async function reportPage(locale: Locale): Promise<string> {
	const { report, configuration } = await sampleReport(locale);
	const [message] = reportForms(summaryOf(report, { fullKeyIds: false }), configuration);
	const time = locale === 'ko' ? '오전 9:02' : '9:02 AM';
	return pageHtml(locale, [messageHtml(message, time)], REPORT_WIDTH);
}

/** Runs Chromium on a page of this machine and gives what it prints. */
function runChromium(args: readonly string[], page: string): string {
	const done = spawnSync('chromium', [...QUIET, ...args, pathToFileURL(page).href], {
		encoding: 'utf8',
	});
	if (done.error !== undefined) {
		throw new Error(
			'pictures need `chromium` on PATH, and fonts: apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji',
			{ cause: done.error },
		);
	}
	if (done.status !== 0) throw new Error(`chromium ended with ${done.status}: ${done.stderr}`);
	return done.stdout;
}
