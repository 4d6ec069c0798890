/**
 * Where a record was found: the file as the user named it, and the record's position in it, counted
 * from 0. In JSON lines that is the number of the line.
 */
export interface RecordSource {
	readonly file: string;
	readonly index: number;
}

/**
 * Says why something could not be read. Summaries count the code; the detail says what and where.
 */
export interface Refusal {
	readonly kind: 'refused';
	readonly code: RefusalCode;
	readonly detail: string;
}

/** Lists every reason for which input can be refused, with what a reader of the summary sees. */
export const REFUSALS = {
	'file-unreadable': 'the file cannot be opened or read',
	'file-damaged': 'the file ends early or is not what its name says (gzip, JSON)',
	'other-format': 'the file must be unpacked or converted first; the detail names the command',
	'not-json': 'the text at this position is not JSON',
	'not-a-record': 'valid JSON, but no CloudTrail record (no eventSource or no eventName)',
	'no-event-json': 'a row of CloudTrail Lake or Athena without the column eventJson',
	'record-too-large': 'a record is larger than 8 MB',
	'no-time': 'eventTime is missing or cannot be read',
	'account-mismatch': "the account of the EventBridge envelope is not the record's",
	'source-mismatch': "the source of the EventBridge envelope is not the record's",
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export function refuse(code: RefusalCode, detail: string): Refusal {
	return { kind: 'refused', code, detail };
}

/**
 * What is recognised although it holds no records, with its name for one and for several. What AWS
 * writes beside the records is marked: a log that holds nothing else is not an error.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const OTHERS = {
	digest: { one: 'digest', many: 'digests', isBesideRecords: true },
	insight: { one: 'Insights event', many: 'Insights events', isBesideRecords: true },
	aggregated: { one: 'aggregated event', many: 'aggregated events', isBesideRecords: true },
	's3-notification': { one: 'S3 notification', many: 'S3 notifications', isBesideRecords: true },
	'control-message': { one: 'control message', many: 'control messages', isBesideRecords: true },
	'aws-config': { one: 'AWS Config file', many: 'AWS Config files', isBesideRecords: true },
	'other-event': {
		one: 'other event of EventBridge',
		many: 'other events of EventBridge',
		isBesideRecords: true,
	},
	'other-log': {
		one: 'entry of another AWS log',
		many: 'entries of other AWS logs',
		isBesideRecords: true,
	},
	'flow-log': { one: 'VPC flow log', many: 'VPC flow logs', isBesideRecords: false },
	'access-log': { one: 'access log', many: 'access logs', isBesideRecords: false },
	csv: { one: 'CSV file', many: 'CSV files', isBesideRecords: false },
	markup: { one: 'HTML or XML file', many: 'HTML or XML files', isBesideRecords: false },
	text: { one: 'text file', many: 'text files', isBesideRecords: false },
	picture: { one: 'picture', many: 'pictures', isBesideRecords: false },
	document: { one: 'PDF document', many: 'PDF documents', isBesideRecords: false },
	binary: { one: 'binary file', many: 'binary files', isBesideRecords: false },
	hidden: { one: 'hidden file or folder', many: 'hidden files or folders', isBesideRecords: false },
	'no-file': { one: 'pipe or device', many: 'pipes or devices', isBesideRecords: false },
} as const;

export type OtherKind = keyof typeof OTHERS;

/** Counts what was recognised, by its kind. */
export type OtherCounts = Map<OtherKind, number>;

/** Adds one of a kind. */
export function countOther(counts: OtherCounts, kind: OtherKind): void {
	counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
