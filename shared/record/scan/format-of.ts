import { type OtherKind, type Refusal, refuse } from '../record.ts';

/** The first bytes are enough to tell what a file is; those of a tar archive are the longest. */
export const HEAD = 4096;

/** A format that may hold logs: its name, its first characters, and the command that opens it. */
interface Packed {
	readonly name: string;
	readonly begins: string;
	readonly from?: number;
	readonly command: string;
}

const PACKED: readonly Packed[] = [
	{ name: 'a zip archive', begins: 'PK\x03\x04', command: 'unzip FILE -d FOLDER' },
	{ name: 'an empty zip archive', begins: 'PK\x05\x06', command: 'unzip FILE -d FOLDER' },
	{ name: 'a tar archive', begins: 'ustar', from: 257, command: 'tar -xf FILE -C FOLDER' },
	{ name: 'gzip inside gzip inside gzip', begins: '\x1f\x8b', command: 'zcat FILE | gunzip > NEW' },
	{ name: 'packed with zstd', begins: '\x28\xb5\x2f\xfd', command: 'zstd -d FILE' },
	{ name: 'packed with bzip2', begins: 'BZh', command: 'bunzip2 -k FILE' },
	{ name: 'packed with xz', begins: '\xfd7zXZ', command: 'xz -dk FILE' },
	{ name: 'a 7-Zip archive', begins: '7z\xbc\xaf\x27\x1c', command: '7z x FILE' },
	{ name: 'packed with LZ4', begins: '\x04\x22\x4d\x18', command: 'lz4 -d FILE' },
	{ name: 'packed with Snappy', begins: '\xff\x06\0\0sNaPpY', command: 'snzip -dk FILE' },
	{
		name: 'Parquet',
		begins: 'PAR1',
		command: `duckdb -c "COPY (FROM read_parquet('FILE')) TO 'FILE.jsonl' (FORMAT json)"`,
	},
	{ name: 'ORC', begins: 'ORC', command: 'orc-contents FILE > FILE.jsonl' },
	{ name: 'Avro', begins: 'Obj\x01', command: 'avro-tools tojson FILE > FILE.jsonl' },
];

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: files that are no text have them
const OTHER: readonly (readonly [OtherKind, RegExp])[] = [
	['picture', /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|BM....\0\0|II\*\0|MM\0\*|\0\0\x01\0)/s],
	['document', /^%PDF/],
	// `<134>1 2026-03-03T…` is a line of syslog.
	['markup', /^\s*<[a-z!?/]/i],
];
const ONLY_ASCII = /^[\s\x20-\x7e]*$/;
const NO_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above

/**
 * Tells from the first bytes of a text, unpacked, whether it is certainly no log: then how to open
 * it, or what else it is. Null if it may be a log.
 */
export function formatOf(head: Buffer): Refusal | OtherKind | null {
	const text = head.toString('latin1');
	if (/^(\xef\xbb\xbf)?\s*[{[]/.test(text)) return null;
	const other = OTHER.find(([, pattern]) => pattern.test(text));
	if (other !== undefined) return other[0];
	if (ONLY_ASCII.test(text)) return null;
	const packed = PACKED.find(({ begins, from }) => text.startsWith(begins, from));
	if (packed !== undefined) return refuse('other-format', `${packed.name}: ${packed.command}`);
	return NO_TEXT.test(text) && !text.includes('"eventSource"') ? 'binary' : null;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
const FLOW_LOG = /^(version account-id |\d+ \d{12} eni-)/;
/**
 * Load balancers, S3 and CloudFront.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
const ACCESS_LOG = /^(#Version: |(https?|h2|wss?|grpcs?|tls) [\d.]*\d{4}-\d\d-\d\dT|[0-9a-f]{64} )/;
const CSV = /^"?[\w .()-]*"?(,"?[\w .()-]*"?)+\r?$/m;

/** Tells what a text is of which no line is JSON. */
export function kindOfText(head: Buffer): OtherKind {
	const text = head.toString('latin1');
	if (FLOW_LOG.test(text)) return 'flow-log';
	if (ACCESS_LOG.test(text)) return 'access-log';
	return CSV.test(firstLine(text)) ? 'csv' : 'text';
}

/** Records are also saved as CSV: by the event history, CloudTrail Lake and Athena. */
export function isCsvOfRecords(head: Buffer): boolean {
	const line = firstLine(head.toString('latin1'));
	return CSV.test(line) && /\bevent ?(json|name|source)\b/i.test(line);
}

export const CSV_WAY = `CSV of records: save them as JSON, or select eventJson and run duckdb -noheader -list -c "SELECT eventJson FROM read_csv('FILE')" > FILE.jsonl`;

function firstLine(text: string): string {
	return text.slice(0, text.search(/\r?\n|$/));
}
