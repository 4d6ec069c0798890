import type { DataTableBlock, RawNumberElement, RawTextElement, TableBlock } from '@slack/types';
import { severityRank } from '../../report/finding-codes.ts';
import type { ReportedCredential } from '../../report/report.ts';
import { localDay } from '../../runtime/local-time.ts';
import { joined, own, type Phrase, phrase, toPlain } from '../card/phrase.ts';
import { REPORT_COLUMNS, type ReportColumn, type ReportWords } from '../words/report-words.ts';
import { credentialName } from './credential-name.ts';
import { findingLine, ownerLine } from './finding-line.ts';
import { accountName, type ReportFileSettings } from './report-settings.ts';
import { useLine } from './use-line.ts';

/** A cell of a table in Slack, which reads no markup in it. */
type Cell = RawTextElement | RawNumberElement;

interface Row {
	readonly cells: Cell[];
	/** Rows of a higher rank are kept if not all fit. */
	readonly rank: number;
}

/** The block of a table, if it has rows, and how many credentials it does not show. */
export interface FittedTable<Table> {
	readonly blocks: readonly Table[];
	readonly left: number;
}

export interface TableContent {
	/** In the order in which they are shown. */
	readonly credentials: readonly ReportedCredential[];
	readonly words: ReportWords;
	readonly settings: ReportFileSettings;
	/** All columns unless given. */
	readonly columns?: readonly ReportColumn[];
}

/**
 * Slack allows the tables of a message 10,000 characters over all cells; the rest is a reserve for
 * its own counting.
 */
const MOST_IN_CELLS = 9_000;
/**
 * A message with the older table has so many characters of JSON; beyond about 13,200 Slack has
 * answered `msg_blocks_too_long`.
 * https://github.com/slackapi/bolt-js/issues/2509
 */
const MOST_AS_JSON = 12_500;
const PAGE_SIZE = 10;
/** Values from AWS and from user agents are cut to this. */
const MOST_VALUE = 60;
const MOST_LINE = 120;
/** More findings than this are cut; the CSV has all. */
const MOST_FINDINGS = 240;

/**
 * As many of the credentials as a data table may have. Its first row is the header.
 * https://docs.slack.dev/reference/block-kit/blocks/data-table-block
 */
export function dataTable(content: TableContent): FittedTable<DataTableBlock> {
	const lengthOf = (row: readonly Cell[]) => row.reduce((sum, cell) => sum + cell.text.length, 0);
	const { rows, left } = fittingRows(content, MOST_IN_CELLS, lengthOf);
	const caption = content.words.tableTitle;
	const table: DataTableBlock = { type: 'data_table', caption, page_size: PAGE_SIZE, rows };
	return { blocks: rows.length < 2 ? [] : [table], left };
}

/** The columns of the older table that are too wide for one line. */
const WRAPPED: readonly ReportColumn[] = ['use', 'owner', 'findings'];

/**
 * As many of the credentials as a message with the older table may have beside its other blocks.
 * https://docs.slack.dev/reference/block-kit/blocks/table-block
 */
export function olderTable(
	content: TableContent,
	others: readonly unknown[],
): FittedTable<TableBlock> {
	const most = Math.min(MOST_IN_CELLS, MOST_AS_JSON - JSON.stringify(others).length);
	const { rows, left } = fittingRows(content, most, (row) => JSON.stringify(row).length);
	const settings = columnsOf(content).map((column): ColumnSettings => {
		if (column === 'age') return { align: 'right' };
		return { is_wrapped: WRAPPED.includes(column) };
	});
	const table: TableBlock = { type: 'table', rows, column_settings: settings };
	return { blocks: rows.length < 2 ? [] : [table], left };
}

type ColumnSettings = NonNullable<TableBlock['column_settings']>[number];

/**
 * The most severe credentials, in the given order. A table is sorted by age, so without this a
 * young root key would be the first to be left out.
 */
export function mostSevere(
	credentials: readonly ReportedCredential[],
	most: number,
): readonly ReportedCredential[] {
	const kept = new Set(
		credentials.toSorted((one, other) => rankOf(other) - rankOf(one)).slice(0, most),
	);
	return credentials.filter((one) => kept.has(one));
}

/** The first finding is the most severe. */
function rankOf({ findings: [first] }: ReportedCredential): number {
	return first === undefined ? -1 : severityRank(first.severity);
}

function fittingRows(
	content: TableContent,
	most: number,
	lengthOf: (row: readonly Cell[]) => number,
): { readonly rows: Cell[][]; readonly left: number } {
	const header = columnsOf(content).map((column) => text(content.words.columns[column]));
	const rows = content.credentials.map((credential) => rowOf(credential, content));
	let used = lengthOf(header);
	const kept = new Set<Row>();
	for (const row of rows.toSorted((one, other) => other.rank - one.rank)) {
		used += lengthOf(row.cells);
		if (used > most) break;
		kept.add(row);
	}
	const shown = rows.filter((row) => kept.has(row)).map(({ cells }) => cells);
	return { rows: [header, ...shown], left: rows.length - shown.length };
}

function columnsOf({ columns = REPORT_COLUMNS }: TableContent): readonly ReportColumn[] {
	return columns;
}

function rowOf(credential: ReportedCredential, content: TableContent): Row {
	const cells = cellsOf(credential, content);
	return {
		cells: columnsOf(content).map((column) => cells[column]),
		rank: rankOf(credential),
	};
}

function cellsOf(
	credential: ReportedCredential,
	{ words, settings }: TableContent,
): Readonly<Record<ReportColumn, Cell>> {
	const { timeZone } = settings;
	const { createdAt, ageDays, lastUsedAt } = credential;
	return {
		credential: value(credentialName(credential.credential, words)),
		age: ageDays === null ? text('–') : number(ageDays, words.days(ageDays)),
		created: text(createdAt === null ? '–' : localDay(createdAt, timeZone)),
		user: value(credential.user),
		account: value(accountName(credential.account, settings)),
		lastUsed: text(lastUsedAt === null ? '–' : localDay(lastUsedAt, timeZone)),
		use: line(useLine(credential.use, credential.at, words)),
		owner: line(ownerLine(credential.owner, words)),
		findings: line(findingsOf(credential, words, settings), MOST_FINDINGS),
	};
}

/** All findings, after a word that says that they are new. */
function findingsOf(
	{ findings, isNew }: ReportedCredential,
	words: ReportWords,
	settings: ReportFileSettings,
): Phrase {
	const lines = findings.map((finding) => findingLine(finding, words, settings));
	return phrase`${own(isNew ? `[${words.isNew}] ` : '')}${joined(lines, ' / ')}`;
}

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
