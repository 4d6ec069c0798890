import { styleText } from 'node:util';
import type { FindingSeverity } from '../../report/finding-codes.ts';
import { maskKeyId } from '../../report/mask-key-id.ts';
import type { CredentialReport, FailedAccount, ReportedCredential } from '../../report/report.ts';
import { notesOf } from '../../report/report-summary.ts';
import { localDay } from '../../runtime/local-time.ts';
import { columnWidth, cutColumns, padColumns } from '../card/column-width.ts';
import { dateTime } from '../card/date-time.ts';
import { cleanValue, own, type Phrase, toPlain } from '../card/phrase.ts';
import type { ReportWords } from '../words/report-words.ts';
import { ageBars } from './age-chart.ts';
import { credentialName } from './credential-name.ts';
import { findingLine, ownerLine } from './finding-line.ts';
import { headlineOf, nothingLine } from './report-headline.ts';
import { accountName, type ReportFileSettings, reportWordsOf } from './report-settings.ts';
import { useLine } from './use-line.ts';

const WIDTH = 80;
const LABEL = 12;
/** Where values begin. */
const INDENT = ' '.repeat(2 + LABEL + 1);
const SEPARATOR = ' · ';

const COLOURS: Readonly<Record<FindingSeverity, Parameters<typeof styleText>[0]>> = {
	info: 'dim',
	low: 'cyan',
	medium: 'yellow',
	high: 'red',
	critical: ['bold', 'red'],
};

interface Printing {
	readonly words: ReportWords;
	readonly settings: ReportFileSettings;
	/** Colours a text, or gives it unchanged. */
	readonly paint: (colour: Parameters<typeof styleText>[0], text: string) => string;
}

/** The report for a terminal of 80 columns. */
export function reportText(
	report: CredentialReport,
	settings: ReportFileSettings,
	{ colour }: { readonly colour: boolean },
): string {
	const words = reportWordsOf(settings);
	const paint: Printing['paint'] = (style, text) =>
		colour ? styleText(style, text, { validateStream: false }) : text;
	const printing: Printing = { words, settings, paint };
	const nothing = nothingLine({ ...report, notes: notesOf(report) }, words);
	const lost = [
		...notRead(words.notReadTitle, report.failed, printing),
		...notRead(words.notesTitle, notesOf(report), printing),
	];
	return [
		paint('bold', words.title(report.week)),
		...wrapped(toPlain(headlineOf(report, words, settings)), SEPARATOR, WIDTH),
		dateTime(report.at, settings.timeZone),
		...lost,
		'',
		...(nothing === null ? [] : [...wrapped(nothing, ' ', WIDTH), '']),
		...(report.counts.activeKeys === 0
			? []
			: [...ageBars(report, words).map((bar) => cut(bar)), '']),
		...report.credentials.flatMap((credential) => [...entry(credential, printing), '']),
		// A person who looks at the end of a long list must see it too.
		...(report.credentials.length > LONG_LIST ? lost : []),
	].join('\n');
}

const LONG_LIST = 5;

function notRead(
	title: string,
	accounts: readonly FailedAccount[],
	{ settings, paint }: Printing,
): string[] {
	if (accounts.length === 0) return [];
	return [
		paint(['bold', 'red'], cut(`⚠️ ${title}`)),
		...accounts.map(({ account, why }) =>
			// The reason says what helps, so it is never cut.
			cleanValue(`${accountName(account, settings)}: ${why}`, 1000),
		),
	];
}

function entry(credential: ReportedCredential, printing: Printing): string[] {
	const { words, settings, paint } = printing;
	const { findings, ageDays, createdAt, lastUsedAt, isNew, isGone } = credential;
	// IAM tells only a time of the use of a password or a user.
	const isUseKnown = Object.values(credential.use).some((source) => source !== null);
	const severity = findings[0]?.severity ?? 'info';
	const { credential: keyId } = credential;
	const shownId = settings.report.fullKeyIds ? keyId : maskKeyId(keyId);
	const id = cleanValue(credentialName(shownId, words), 64);
	const account = cleanValue(accountName(credential.account, settings), 40);
	const marks = [...(isNew ? [words.isNew] : []), ...(isGone ? [words.gone] : [])];
	const title = [cleanValue(credential.user, 64), account, id, ...marks].join(SEPARATOR);
	const [who = '', ...more] = wrapped(title, SEPARATOR, WIDTH - INDENT.length);
	const { columns } = words;
	const { timeZone } = settings;
	const age =
		ageDays === null || createdAt === null
			? []
			: field(words.csv.ageDays, own(`${words.days(ageDays)} (${localDay(createdAt, timeZone)})`));
	return [
		`${paint(COLOURS[severity], `[${words.severities[severity]}]`)} ${who}`,
		...more.map((part) => INDENT + part),
		...findings.flatMap((finding) => field('', findingLine(finding, words, settings))),
		...age,
		...(lastUsedAt === null || isUseKnown
			? field(columns.use, useLine(credential.use, credential.at, words))
			: field(columns.lastUsed, own(localDay(lastUsedAt, timeZone)))),
		...field(columns.owner, ownerLine(credential.owner, words)),
	];
}

function field(label: string, phrase: Phrase): string[] {
	const [first = '', ...more] = wrapped(toPlain(phrase), SEPARATOR, WIDTH - INDENT.length);
	return [`  ${padColumns(label, LABEL)} ${first}`, ...more.map((part) => INDENT + part)];
}

/** Breaks a text into lines of so many columns, only at separators; a longer part is cut. */
function wrapped(text: string, separator: string, width: number): string[] {
	const [first = '', ...parts] = text.split(separator).map((part) => cut(part, width));
	const lines = [first];
	for (const part of parts) {
		const longer = `${lines.at(-1)}${separator}${part}`;
		if (columnWidth(longer) <= width) lines.splice(-1, 1, longer);
		else lines.push(part);
	}
	return lines;
}

function cut(text: string, most = WIDTH): string {
	return cutColumns(text, most);
}
