import type { RawNumberElement, RawTextElement } from '@slack/types';
import type { ReportedCredential } from '../../report/report.ts';
import { joined, type Phrase, toPlain } from '../card/phrase.ts';
import { REPORT_COLUMNS, type ReportColumn, type ReportWords } from '../words/report-words.ts';
import { dayOf, findingLine, ownerLine } from './finding-line.ts';
import { accountName, type ReportFileSettings } from './report-settings.ts';
import { useLine } from './use-line.ts';

/** A cell of a table in Slack, which reads no markup in it. */
export type Cell = RawTextElement | RawNumberElement;

/** A table as far as it fits, its header row first, and how many rows are left out. */
export interface ReportTable {
	readonly rows: Cell[][];
	readonly left: number;
}

/**
 * Slack allows a data table 10,000 characters over all cells; the rest is a reserve for its own
 * counting.
 */
const MOST_IN_CELLS = 9_000;
/** For the older table, the whole message has a limit of about 13,200 characters of JSON. */
const MOST_AS_JSON = 9_500;
/** Values from AWS and from user agents are cut to this. */
const MOST_VALUE = 60;
const MOST_LINE = 120;

/** Makes all rows of the table of a message, the header first. */
export function reportRows(
	credentials: readonly ReportedCredential[],
	at: number,
	shown: { readonly words: ReportWords; readonly settings: ReportFileSettings },
): readonly Cell[][] {
	return [
		REPORT_COLUMNS.map((column) => text(shown.words.columns[column])),
		...credentials.map((credential) => {
			const cells = cellsOf(credential, at, shown);
			return REPORT_COLUMNS.map((column) => cells[column]);
		}),
	];
}

/** As many of the rows as a data table may have. */
export function fitDataTable(rows: readonly Cell[][]): ReportTable {
	return asMany(rows, MOST_IN_CELLS, (row) => row.reduce((sum, cell) => sum + cell.text.length, 0));
}

/** As many of the rows as a message with the older table may have. */
export function fitTable(rows: readonly Cell[][]): ReportTable {
	return asMany(rows, MOST_AS_JSON, (row) => JSON.stringify(row).length);
}

function asMany(
	rows: readonly Cell[][],
	most: number,
	lengthOf: (row: Cell[]) => number,
): ReportTable {
	let used = 0;
	const end = rows.findIndex((row) => {
		used += lengthOf(row);
		return used > most;
	});
	return end < 0
		? { rows: [...rows], left: 0 }
		: { rows: rows.slice(0, end), left: rows.length - end };
}

function cellsOf(
	credential: ReportedCredential,
	at: number,
	{ words, settings }: { readonly words: ReportWords; readonly settings: ReportFileSettings },
): Readonly<Record<ReportColumn, Cell>> {
	const { timeZone } = settings;
	const { createdAt, ageDays, lastUsedAt, findings } = credential;
	const lines = findings.map((finding) => findingLine(finding, words, settings));
	return {
		credential: value(credential.credential),
		age: ageDays === null ? text('–') : number(ageDays, words.days(ageDays)),
		created: text(createdAt === null ? '–' : dayOf(createdAt, timeZone)),
		user: value(credential.user),
		account: value(accountName(credential.account, settings)),
		lastUsed: text(lastUsedAt === null ? '–' : dayOf(lastUsedAt, timeZone)),
		use: line(useLine(credential.use, at, words)),
		owner: line(ownerLine(credential.owner, words)),
		findings: line(joined(lines, ', '), MOST_LINE * FINDING_LINES),
	};
}

/** More findings than this are cut; the CSV has all. */
const FINDING_LINES = 2;

function text(shown: string): RawTextElement {
	return { type: 'raw_text', text: shown };
}

function number(value: number, shown: string): RawNumberElement {
	return { type: 'raw_number', value, text: shown };
}

function value(raw: string): RawTextElement {
	return text(toPlain([{ raw, max: MOST_VALUE }]));
}

function line(phrase: Phrase, most = MOST_LINE): RawTextElement {
	return text(toPlain([{ raw: toPlain(phrase), max: most }]));
}
