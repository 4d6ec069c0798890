/** Where a record stands: the file as the user named it, and its position there from 0 (in JSON lines: the line's). */
export interface RecordSource {
	readonly file: string;
	readonly index: number;
}

/** Why something could not be read. The code is counted in summaries; the detail says what and where. */
export interface Refusal {
	readonly kind: 'refused';
	readonly code: RefusalCode;
	readonly detail: string;
}

/** Every way in which input can be unreadable, with what it means to the reader of a summary. */
export const REFUSALS = {
	'file-unreadable': 'the file cannot be opened or read',
	'file-damaged': 'the file ends early or is not what its name says (gzip, JSON)',
	'not-json': 'the text at this position is not JSON',
	'not-a-record': 'JSON, but not a CloudTrail record (no eventSource or no eventName)',
	'record-too-large': 'one record larger than 8 MB',
	'wrong-source': 'a sign-in event name from a service that does not emit it',
	'no-time': 'no readable eventTime',
	'account-mismatch': "an EventBridge envelope whose account is not the record's",
	'source-mismatch': "an EventBridge envelope whose source is not the record's",
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export function refuse(code: RefusalCode, detail: string): Refusal {
	return { kind: 'refused', code, detail };
}
