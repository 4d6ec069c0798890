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
	'not-json': 'the text at this position is not JSON',
	'not-a-record': 'valid JSON, but not a CloudTrail record (no eventSource or no eventName)',
	'record-too-large': 'a record is larger than 8 MB',
	'no-time': 'eventTime is missing or cannot be read',
	'account-mismatch': "the account of the EventBridge envelope is not the record's",
	'source-mismatch': "the source of the EventBridge envelope is not the record's",
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export function refuse(code: RefusalCode, detail: string): Refusal {
	return { kind: 'refused', code, detail };
}
