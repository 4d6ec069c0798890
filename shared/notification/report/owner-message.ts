import { maskKeyId } from '../../report/mask-key-id.ts';
import type { OwnerShare } from '../../report/owner-shares.ts';
import type { ReportedCredential } from '../../report/report.ts';
import { footOf, paragraphOf } from '../card/blocks.ts';
import { joined, own, type Phrase, phrase, toMrkdwn } from '../card/phrase.ts';
import { plainMessage } from '../card/plain-message.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import type { ReportWords } from '../words/report-words.ts';
import { findingLine } from './finding-line.ts';
import { accountName, type ReportFileSettings, reportWordsOf } from './report-settings.ts';

/** A section of Slack may be so long; each credential takes a few lines. */
const MOST_SHOWN = 15;

/** The direct message to one owner about their own credentials, and the same as plain text. */
export function ownerForms(
	{ credentials }: Pick<OwnerShare, 'credentials'>,
	week: string,
	settings: ReportFileSettings,
): readonly [ChannelMessage, ChannelMessage] {
	const words = reportWordsOf(settings);
	const title = words.owners.title(credentials.length);
	const lines = credentials
		.slice(0, MOST_SHOWN)
		.map((credential) => lineOf(credential, words, settings));
	const left = credentials.length - lines.length;
	const more = left > 0 ? [own(words.more(left))] : [];
	const { explanation, steps } = words.owners;
	const foot = [own(words.title(week)), phrase`${own(words.poweredBy)} : ${settings.poweredBy}`];
	const rich: ChannelMessage = {
		...textMessage(title),
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
			paragraphOf([own(steps), own(explanation)]),
			...lines.map((line) => paragraphOf([[], line])),
			...more.map((line) => paragraphOf([[], line])),
			footOf(foot),
		],
	};
	const plain = plainMessage([
		title,
		...[steps, explanation],
		...[...lines, ...more].map(toMrkdwn),
		toMrkdwn(joined(foot, ' | ')),
	]);
	return [rich, plain];
}

function lineOf(
	{ credential, user, account, ageDays, findings }: ReportedCredential,
	words: ReportWords,
	settings: ReportFileSettings,
): Phrase {
	return joined(
		[
			phrase`${maskKeyId(credential)} ${user}`,
			phrase`${accountName(account, settings)}`,
			...(ageDays === null ? [] : [own(words.days(ageDays))]),
			...findings.map((finding) => findingLine(finding, words, settings)),
		],
		' · ',
	);
}
