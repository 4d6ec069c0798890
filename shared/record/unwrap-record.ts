import { isWatched } from './event-sources.ts';
import { isObject, type JsonObject } from './json-object.ts';
import { type OtherKind, type Refusal, refuse } from './record.ts';

/** What one JSON value of a log can hold: a record, or something else that is recognised. */
export type Unwrapped =
	| { readonly kind: 'record'; readonly record: JsonObject }
	| { readonly kind: 'other'; readonly what: OtherKind }
	| Refusal;

/**
 * Under these keys a wrapper keeps its list: files of CloudTrail, Lambda and S3 (`Records`),
 * `LookupEvents` (`Events`), CloudWatch Logs (`logEvents` of a subscription, `events` of the command
 * line), SQS (`Messages`) and CloudTrail Lake (`QueryResultRows`).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetQueryResults.html
 */
export const LIST_KEYS = [
	'Records',
	'Events',
	'logEvents',
	'events',
	'Messages',
	'QueryResultRows',
] as const;

/** CloudTrail Lake and Athena keep the text of the whole record in this column. */
const JSON_COLUMNS = ['eventJson', 'eventjson'] as const;

/**
 * Under these keys a wrapper keeps what it wraps, as JSON or as its text: EventBridge (`detail`),
 * `LookupEvents`, CloudWatch Logs (`message`), SNS (`Message`, in Lambda under `Sns`), SQS (`Body`,
 * in Lambda `body`), CloudTrail Lake, and JSON lines of other tools (`event`, Elastic's `original`).
 */
const WRAPPER_KEYS = [
	...LIST_KEYS,
	'detail',
	'event',
	'CloudTrailEvent',
	'message',
	'Message',
	'Sns',
	'Body',
	'body',
	...JSON_COLUMNS,
	'original',
] as const;

/**
 * So many objects and lists may lie around a record. EventBridge in SNS in SQS needs six; more would
 * only serve to exhaust the stack.
 */
const MOST_LEVELS = 12;

/**
 * Finds the records in one value of a log: the value itself, or what it wraps, at most twelve levels
 * deep. The own fields of a value are looked at first, so a record is never taken for a wrapper of
 * another one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function unwrapRecords(value: unknown): readonly Unwrapped[] {
	return unwrap(value, 0);
}

/** Finds the record in an envelope of EventBridge, which wraps nothing else. */
export function envelopedRecord(envelope: JsonObject): Unwrapped {
	return asEnveloped(envelope, bareValue(envelope.detail));
}

function unwrap(value: unknown, level: number): readonly Unwrapped[] {
	if (level > MOST_LEVELS)
		return [refuse('not-a-record', `wrapped more than ${MOST_LEVELS} levels deep`)];
	if (Array.isArray(value)) return unwrapList(value, level);
	const bare = bareValue(value);
	if (bare.kind !== 'refused' || !isObject(value)) return [bare];
	return asOtherEvent(value, unwrapMembers(value, level) ?? [bare]);
}

/**
 * Gives what the first member holds that wraps anything. If nothing in them can be read, what was
 * refused; null if there is no such member.
 */
function unwrapMembers(value: JsonObject, level: number): readonly Unwrapped[] | null {
	let unread: readonly Unwrapped[] | null = null;
	for (const key of WRAPPER_KEYS) {
		const found = Object.hasOwn(value, key) ? unwrapMember(value[key], key, level + 1) : null;
		if (found?.some(({ kind }) => kind !== 'refused'))
			return key === 'detail' ? found.map((one) => asEnveloped(value, one)) : found;
		if (unread === null || unread.length === 0) unread = found ?? unread;
	}
	return unread;
}

function unwrapMember(inner: unknown, key: string, level: number): readonly Unwrapped[] | null {
	if (typeof inner === 'string') return unwrapText(inner, key, level);
	return typeof inner === 'object' && inner !== null ? unwrap(inner, level) : null;
}

/** CloudWatch Logs sends this to see whether the receiver of a subscription is there. */
const CONTROL_TEXT = 'CWL CONTROL MESSAGE';

function unwrapText(text: string, key: string, level: number): readonly Unwrapped[] {
	if (text.startsWith(CONTROL_TEXT)) return [{ kind: 'other', what: 'control-message' }];
	try {
		const inner: unknown = JSON.parse(text);
		return typeof inner === 'string' ? unwrapText(inner, key, level + 1) : unwrap(inner, level);
	} catch {
		return [refuse('not-json', `the text under ${key} is not JSON`)];
	}
}

function unwrapList(list: readonly unknown[], level: number): readonly Unwrapped[] {
	const row = rowOf(list);
	if (row !== null) return unwrapRow(row, level);
	const found: Unwrapped[] = [];
	let refused = 0;
	for (const value of list) {
		for (const one of unwrap(value, level + 1))
			if (one.kind !== 'refused' || ++refused <= MOST_REFUSED) found.push(one);
	}
	const more = refused - MOST_REFUSED;
	return more > 0 ? [...found, refuse('not-a-record', `and ${more} more in this list`)] : found;
}

/** More are only counted, as the whole value is in memory and may hold millions. */
const MOST_REFUSED = 1000;

/**
 * CloudTrail Lake writes a row as a list of objects, each with the name and text of one column. In
 * a list of rows names are repeated.
 */
function rowOf(list: readonly unknown[]): JsonObject | null {
	const row = new Map<string, unknown>();
	for (const value of list) {
		const [column, ...more] = isObject(value) ? Object.entries(value) : [];
		if (column === undefined || more.length > 0 || row.has(column[0])) return null;
		if (!isColumnOfRecord(column)) return null;
		row.set(...column);
	}
	return row.size === 0 ? null : Object.fromEntries(row);
}

function isColumnOfRecord([name, value]: readonly [string, unknown]): boolean {
	return COLUMN.test(name) && (typeof value === 'string' || value === null);
}

const COLUMN = /^event(json|id|name|source|time|type|category|version)$|^useridentity$/i;

/**
 * Other columns hold objects as text that is not JSON (`{type=IAMUser, …}`), so only the whole record
 * can be read.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-supported-event-schemas.html
 */
function unwrapRow(row: JsonObject, level: number): readonly Unwrapped[] {
	for (const key of JSON_COLUMNS) {
		const text = row[key];
		if (typeof text === 'string') return unwrapText(text, key, level + 1);
	}
	return [refuse('no-event-json', 'query the whole record: SELECT eventJson FROM …')];
}

function bareValue(value: unknown): Unwrapped {
	if (!isObject(value)) return refuse('not-a-record', `expected a record, got ${nameOf(value)}`);
	const what = otherKind(value);
	if (what !== null) return { kind: 'other', what };
	for (const field of ['eventSource', 'eventName'] as const) {
		if (typeof value[field] !== 'string')
			return refuse('not-a-record', `the JSON object has no ${field}, or it is not a string`);
	}
	// Lambda marks what other services hand to it like this, for example `aws:kinesis`.
	if (String(value.eventSource).startsWith(NOTIFIER))
		return refuse('not-a-record', `a notification of ${value.eventSource}, not a record`);
	return { kind: 'record', record: value };
}

/** The source of a notification begins with this; that of a record never does. */
export const NOTIFIER = 'aws:';

/**
 * Recognises what AWS writes beside records.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aggregated-events.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
function otherKind(value: JsonObject): OtherKind | null {
	if (value.eventType === 'AwsCloudTrailInsight') return 'insight';
	if (value.eventType === 'AwsAggregatedEvent') return 'aggregated';
	if (typeof value.eventSource === 'string')
		return value.eventSource === 'aws:s3' ? 's3-notification' : null;
	if (value.Event === 's3:TestEvent' || isS3Event(value)) return 's3-notification';
	if (value.messageType === 'CONTROL_MESSAGE' || isConfirmation(value)) return 'control-message';
	for (const [key, what] of KEYS_OF_OTHERS) {
		if (Object.hasOwn(value, key)) return what;
	}
	return null;
}

/**
 * An object with one of these keys of its own holds no records, however large it is: digests, AWS
 * Config, AWS WAF and the query log of the Route 53 Resolver.
 */
export const KEYS_OF_OTHERS: ReadonlyMap<string, OtherKind> = new Map([
	['digestStartTime', 'digest'],
	['configurationItems', 'aws-config'],
	['webaclId', 'other-log'],
	['query_timestamp', 'other-log'],
]);

/** EventBridge also delivers S3's own events, beside the records of calls to S3. */
function isS3Event(value: JsonObject): boolean {
	return value.source === 'aws.s3' && isOwnEvent(value);
}

/** True for an event that EventBridge did not make of a record, such as a finding of GuardDuty. */
function isOwnEvent({ source, 'detail-type': type }: JsonObject): boolean {
	return typeof source === 'string' && typeof type === 'string' && !type.endsWith('via CloudTrail');
}

/** People who forward records may name them anew, so such an event is looked into first. */
function asOtherEvent(value: JsonObject, found: readonly Unwrapped[]): readonly Unwrapped[] {
	const isNoRecord = found.every((one) => one.kind === 'refused' && one.code === 'not-a-record');
	return isNoRecord && isOwnEvent(value) ? [{ kind: 'other', what: 'other-event' }] : found;
}

/** SNS asks a new subscriber, who may be a queue, to confirm. */
function isConfirmation({ Type }: JsonObject): boolean {
	return Type === 'SubscriptionConfirmation' || Type === 'UnsubscribeConfirmation';
}

/**
 * EventBridge prints the account and the service in its own envelope and in the record. If they
 * differ, the event is forged or mixed up, so it is refused.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
function asEnveloped({ account, source }: JsonObject, inner: Unwrapped): Unwrapped {
	if (inner.kind !== 'record') return inner;
	const { record } = inner;
	if (typeof source === 'string' && source.startsWith('aws.') && isWatched(record)) {
		const [service] = String(record.eventSource).split('.');
		if (source !== `aws.${service}`) return sourceMismatch(source, record);
	}
	return typeof account === 'string' ? withAccount(account, record) : inner;
}

function sourceMismatch(source: string, { eventSource }: JsonObject): Refusal {
	const detail = `the envelope's source is ${source}, its record names ${eventSource}`;
	return refuse('source-mismatch', detail);
}

function withAccount(account: string, record: JsonObject): Unwrapped {
	const recipient = record.recipientAccountId;
	if (recipient === undefined || recipient === null)
		return { kind: 'record', record: { ...record, recipientAccountId: account } };
	if (typeof recipient !== 'string' || recipient === account) return { kind: 'record', record };
	const detail = `the envelope names account ${account}, its record names ${recipient}`;
	return refuse('account-mismatch', detail);
}

function nameOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
