import type { KnownBlock } from '@slack/types';
import type { FailedAccount, ReportedCredential } from '../../report/report.ts';
import type { ReportSummary } from '../../report/report-summary.ts';
import { footOf, paragraphOf } from '../card/blocks.ts';
import { dateTime } from '../card/date-time.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from '../card/phrase.ts';
import { fitsPlainMessage, plainMessage } from '../card/plain-message.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import type { ReportWords } from '../words/report-words.ts';
import { ageBars, ageChart, type DataVisualizationBlock } from './age-chart.ts';
import { credentialName } from './credential-name.ts';
import { findingLine, ownerLine } from './finding-line.ts';
import { boldHeadlineOf, headlineOf, nothingLine, shortHeadlineOf } from './report-headline.ts';
import { accountName, type ReportFileSettings, reportWordsOf } from './report-settings.ts';
import { dataTable, mostSevere, olderTable } from './report-table.ts';

type ReportBlock = KnownBlock | DataVisualizationBlock;

/** More accounts that were not read are only counted. */
const MOST_ACCOUNTS = { accounts: 10, why: 200 } as const;
const MOST_IN_TEXT = { accounts: 3, why: 100 } as const;
const MOST_NAME = 40;
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
	const content = { ...telling, credentials: summary.credentials };
	const bars = ['```', ...ageBars(summary, words), '```'].join('\n');
	const barsBlock: KnownBlock = {
		type: 'section',
		text: { type: 'mrkdwn', text: `*${words.chartTitle}*\n${bars}`, verbatim: true },
	};
	const newTable = dataTable(content);
	const { blocks: others = [] } = blockForm(telling, [barsBlock], summary.credentials.length);
	const oldTable = olderTable(content, others);
	return [
		blockForm(telling, [ageChart(summary, words), ...newTable.blocks], newTable.left),
		blockForm(telling, [barsBlock, ...oldTable.blocks], oldTable.left),
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
		paragraphOf([[], boldHeadlineOf(summary, words, settings)]),
		...(nothing === null ? [] : [paragraphOf([[], own(nothing)])]),
		...notRead(telling),
		...(summary.counts.accounts === 0 ? [] : middle),
		...(more === 0 ? [] : [paragraphOf([[], own(words.more(more))])]),
		footOf(footLines(telling)),
	];
	return { ...textMessage(shortHeadlineOf(summary, words)), blocks };
}

/** Names the accounts that could not be read, because nothing is known of their credentials. */
function notRead(telling: Telling): KnownBlock[] {
	return notReadLines(telling, MOST_ACCOUNTS).map((lines) => paragraphOf(lines));
}

function notReadLines(
	{ summary, words, settings }: Telling,
	most: { readonly accounts: number; readonly why: number },
): (readonly Phrase[])[] {
	const lineOf = ({ account, why }: FailedAccount) => {
		const name = { raw: accountName(account, settings), max: MOST_NAME };
		return phrase`${name}: ${{ raw: why, max: most.why }}`;
	};
	const listed = (title: string, accounts: readonly FailedAccount[]) => {
		if (accounts.length === 0) return [];
		const left = accounts.length - most.accounts;
		const shown = accounts.slice(0, most.accounts).map(lineOf);
		return [[own(`⚠️ ${title}`), ...shown, ...(left > 0 ? [own(words.moreAccounts(left))] : [])]];
	};
	return [
		...listed(words.notReadTitle, summary.failed),
		...listed(words.notesTitle, summary.notes),
	];
}

/** As many credentials as fit into a text. The files in the thread hold the rest. */
function plainForm(telling: Telling): ChannelMessage {
	const { length } = telling.summary.credentials;
	for (let count = Math.min(MOST_LINES, length); count > 0; count--) {
		const lines = plainLines(telling, count);
		if (fitsPlainMessage(lines)) return plainMessage(lines);
	}
	return plainMessage(plainLines(telling, 0));
}

/** The text with so many of the credentials. */
function plainLines(telling: Telling, count: number): string[] {
	const { summary, words, settings } = telling;
	const nothing = nothingLine(summary, words);
	const more = summary.more + summary.credentials.length - count;
	return [
		words.title(summary.week),
		toMrkdwn(headlineOf(summary, words, settings)),
		...(nothing === null ? [] : [nothing]),
		...notReadLines(telling, MOST_IN_TEXT).flatMap((lines) => lines.map(toMrkdwn)),
		...mostSevere(summary.credentials, count).map((one) => plainLine(one, telling)),
		...(more === 0 ? [] : [words.more(more)]),
		toMrkdwn(joined(footLines(telling), ' | ')),
	];
}

function plainLine(credential: ReportedCredential, { words, settings }: Telling): string {
	const { ageDays, owner, findings } = credential;
	const parts = [
		phrase`${credentialName(credential.credential, words)} ${credential.user}`,
		phrase`${accountName(credential.account, settings)}`,
		...(ageDays === null ? [] : [own(words.days(ageDays))]),
		ownerLine(owner, words),
		...findings.slice(0, 1).map((one) => findingLine(one, words, settings)),
	];
	return toMrkdwn(joined(parts, ' · '));
}

function footLines({ summary, words, settings }: Telling): readonly Phrase[] {
	// Where nothing was found, or nothing was read, a line of its own says what was looked at.
	const looked = nothingLine(summary, words) === null ? [own(words.looked(summary.counts))] : [];
	return [
		...looked,
		own(dateTime(summary.at, settings.timeZone)),
		phrase`${own(words.poweredBy)} : ${settings.poweredBy}`,
	];
}
