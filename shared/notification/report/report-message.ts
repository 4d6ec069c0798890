import type { KnownBlock } from '@slack/types';
import type { FailedAccount } from '../../report/report.ts';
import type { ReportSummary } from '../../report/report-summary.ts';
import { footOf, paragraphOf } from '../card/blocks.ts';
import { dateTime } from '../card/date-time.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from '../card/phrase.ts';
import { plainMessage } from '../card/plain-message.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import type { ReportWords } from '../words/report-words.ts';
import { ageBars, ageChart, type DataVisualizationBlock } from './age-chart.ts';
import { findingLine, ownerLine } from './finding-line.ts';
import { headlineOf, nothingLine, shortHeadlineOf } from './report-headline.ts';
import { accountName, type ReportFileSettings, reportWordsOf } from './report-settings.ts';
import { fitDataTable, fitTable, type ReportTable, reportRows } from './report-table.ts';

type ReportBlock = KnownBlock | DataVisualizationBlock;

/** More accounts that were not read are only counted. */
const MOST_ACCOUNTS = 10;
const MOST_WHY = 200;
const PAGE_SIZE = 10;
/** The plain form shows so many rows. */
const MOST_LINES = 20;

interface Telling {
	readonly summary: ReportSummary;
	readonly words: ReportWords;
	readonly settings: ReportFileSettings;
}

/**
 * The message of the weekly report, the best form first: with Slack's chart and data table, with its
 * older table, and as text. The newer blocks are from 2026, and not every client has them.
 * https://docs.slack.dev/reference/block-kit/blocks/data-table-block
 */
export function reportForms(
	summary: ReportSummary,
	settings: ReportFileSettings,
): readonly [ChannelMessage, ChannelMessage, ChannelMessage] {
	const telling = { summary, settings, words: reportWordsOf(settings) };
	const { words } = telling;
	const rows = reportRows(summary.credentials, summary.at, telling);
	const dataTable = fitDataTable(rows);
	const table = fitTable(rows);
	const bars = ['```', ...ageBars(summary, words), '```'].join('\n');
	const barsBlock: KnownBlock = {
		type: 'section',
		text: { type: 'mrkdwn', text: `*${words.chartTitle}*\n${bars}`, verbatim: true },
	};
	return [
		blockForm(telling, [ageChart(summary, words), ...newTable(dataTable, words)], dataTable.left),
		blockForm(telling, [barsBlock, ...oldTable(table)], table.left),
		plainForm(telling),
	];
}

function blockForm(telling: Telling, middle: ReportBlock[], left: number): ChannelMessage {
	const { summary, words, settings } = telling;
	const nothing = nothingLine(summary, words);
	const more = summary.more + left;
	const blocks: ReportBlock[] = [
		{
			type: 'header',
			text: { type: 'plain_text', text: words.title(summary.week), emoji: false },
		},
		paragraphOf([headlineOf(summary, words, settings)]),
		...(nothing === null ? [] : [paragraphOf([[], own(nothing)])]),
		...notRead(telling),
		...(summary.counts.accounts === 0 ? [] : middle),
		...(more === 0 ? [] : [paragraphOf([[], own(words.more(more))])]),
		footOf(footLines(telling)),
	];
	return { ...textMessage(shortHeadlineOf(summary, words)), blocks };
}

function newTable({ rows }: ReportTable, words: ReportWords): ReportBlock[] {
	if (rows.length < 2) return [];
	return [{ type: 'data_table', caption: words.tableTitle, page_size: PAGE_SIZE, rows }];
}

function oldTable({ rows }: ReportTable): ReportBlock[] {
	return rows.length < 2 ? [] : [{ type: 'table', rows }];
}

/** Names the accounts that could not be read, because nothing is known of their credentials. */
function notRead(telling: Telling): KnownBlock[] {
	return notReadLines(telling).map((lines) => paragraphOf(lines));
}

function notReadLines({ summary, words, settings }: Telling): (readonly Phrase[])[] {
	const listed = (title: string, accounts: readonly FailedAccount[]) => {
		if (accounts.length === 0) return [];
		const left = accounts.length - MOST_ACCOUNTS;
		return [
			[
				own(`⚠️ ${title}`),
				...accounts
					.slice(0, MOST_ACCOUNTS)
					.map(
						({ account, why }) =>
							phrase`${accountName(account, settings)}: ${{ raw: why, max: MOST_WHY }}`,
					),
				...(left > 0 ? [own(words.more(left))] : []),
			],
		];
	};
	return [
		...listed(words.notReadTitle, summary.failed),
		...listed(words.notesTitle, summary.notes),
	];
}

/** As many lines as a message may have. The files in the thread hold the rest. */
function plainForm(telling: Telling): ChannelMessage {
	const { summary, words, settings } = telling;
	const nothing = nothingLine(summary, words);
	const shown = summary.credentials.slice(0, MOST_LINES);
	const more = summary.more + summary.credentials.length - shown.length;
	return plainMessage([
		words.title(summary.week),
		toMrkdwn(headlineOf(summary, words, settings)),
		...(nothing === null ? [] : [nothing]),
		...notReadLines(telling).flatMap((lines) => lines.map(toMrkdwn)),
		...shown.map((credential) =>
			toMrkdwn(
				joined(
					[
						phrase`${credential.credential} ${credential.user}`,
						phrase`${accountName(credential.account, settings)}`,
						...(credential.ageDays === null ? [] : [own(words.days(credential.ageDays))]),
						ownerLine(credential.owner, words),
						...credential.findings.slice(0, 1).map((one) => findingLine(one, words, settings)),
					],
					' · ',
				),
			),
		),
		...(more === 0 ? [] : [words.more(more)]),
		toMrkdwn(joined(footLines(telling), ' | ')),
	]);
}

function footLines({ summary, words, settings }: Telling): readonly Phrase[] {
	return [
		own(dateTime(summary.at, settings.timeZone)),
		phrase`${own(words.poweredBy)} : ${settings.poweredBy}`,
	];
}
