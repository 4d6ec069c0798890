import type { KnownBlock } from '@slack/types';
import { maskKeyId } from '../../report/mask-key-id.ts';
import type { OwnerShare } from '../../report/owner-shares.ts';
import type { ReportedCredential } from '../../report/report.ts';
import { footOf, paragraphOf } from '../card/blocks.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from '../card/phrase.ts';
import { fitsPlainMessage, plainMessage } from '../card/plain-message.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import { REPORT_COLUMNS, type ReportWords } from '../words/report-words.ts';
import { credentialName } from './credential-name.ts';
import { findingLine } from './finding-line.ts';
import { accountName, type ReportFileSettings, reportWordsOf } from './report-settings.ts';
import { dataTable, type FittedTable, mostSevere, olderTable } from './report-table.ts';

/** The owner knows who they are. */
const COLUMNS = REPORT_COLUMNS.filter((column) => column !== 'owner');

/** The plain form shows so many credentials. */
const MOST_LINES = 20;

interface Telling {
	readonly credentials: readonly ReportedCredential[];
	readonly title: string;
	readonly foot: readonly Phrase[];
	readonly words: ReportWords;
	readonly settings: ReportFileSettings;
}

/**
 * The direct message to one owner about their own credentials, the best form first: with Slack's
 * data table, with its older table, and as text.
 * @param week the week of the report, such as `2026-W49`
 */
export function ownerForms(
	share: Pick<OwnerShare, 'credentials'>,
	week: string,
	settings: ReportFileSettings,
): readonly [ChannelMessage, ChannelMessage, ChannelMessage] {
	const words = reportWordsOf(settings);
	const credentials = oldestFirst(share.credentials).map((one) =>
		settings.report.fullKeyIds ? one : { ...one, credential: maskKeyId(one.credential) },
	);
	const foot = [own(words.title(week)), phrase`${own(words.poweredBy)} : ${settings.poweredBy}`];
	const title = words.owners.title(credentials.length);
	const telling: Telling = { credentials, title, foot, words, settings };
	const content = { credentials, words, settings, columns: COLUMNS };
	const { blocks: others = [] } = tableForm(telling, { blocks: [], left: credentials.length });
	return [
		tableForm(telling, dataTable(content)),
		tableForm(telling, olderTable(content, others)),
		plainForm(telling),
	];
}

function oldestFirst(credentials: readonly ReportedCredential[]): ReportedCredential[] {
	return credentials.toSorted((one, other) => (other.ageDays ?? -1) - (one.ageDays ?? -1));
}

function tableForm(telling: Telling, { blocks, left }: FittedTable<KnownBlock>): ChannelMessage {
	const { title, foot, words } = telling;
	return {
		...textMessage(title),
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
			paragraphOf(introduction(telling)),
			...blocks,
			...(left === 0 ? [] : [paragraphOf([[], own(words.owners.more(left))])]),
			footOf(foot),
		],
	};
}

function introduction({ words: { owners }, settings }: Telling): readonly Phrase[] {
	return [own(owners.steps), owners.explanation(phrase`${settings.poweredBy}`)];
}

function plainForm(telling: Telling): ChannelMessage {
	const { length } = telling.credentials;
	for (let count = Math.min(MOST_LINES, length); count > 0; count--) {
		const lines = plainLines(telling, count);
		if (fitsPlainMessage(lines)) return plainMessage(lines);
	}
	return plainMessage(plainLines(telling, 0));
}

/** The text with so many of the credentials. */
function plainLines(telling: Telling, count: number): string[] {
	const { title, credentials, foot, words } = telling;
	const left = credentials.length - count;
	return [
		title,
		...introduction(telling).map(toMrkdwn),
		...mostSevere(credentials, count).map((one) => plainLine(one, telling)),
		...(left === 0 ? [] : [words.owners.more(left)]),
		toMrkdwn(joined(foot, ' | ')),
	];
}

function plainLine(
	{ credential, user, account, ageDays, findings }: ReportedCredential,
	{ words, settings }: Telling,
): string {
	const parts = [
		phrase`${credentialName(credential, words)} ${user}`,
		phrase`${accountName(account, settings)}`,
		...(ageDays === null ? [] : [own(words.days(ageDays))]),
		...findings.map((finding) => findingLine(finding, words, settings)),
	];
	return toMrkdwn(joined(parts, ' · '));
}
