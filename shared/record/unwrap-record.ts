import { isObject, type JsonObject } from './json-object.ts';
import { type Refusal, refuse } from './record.ts';

/**
 * What one JSON value of a log can hold: a record, a list of values that hold records, an Insight
 * event (statistics about calls, never a sign-in), or nothing that CloudTrail writes.
 */
export type Unwrapped =
	| { readonly kind: 'record'; readonly record: JsonObject }
	| { readonly kind: 'list'; readonly values: readonly unknown[] }
	| { readonly kind: 'insight' }
	| Refusal;

/** CloudTrail's files and `LookupEvents` keep their lists under these keys. */
export const LIST_KEYS = ['Records', 'Events'] as const;

/**
 * Finds the record in one value of a log: the value itself, its `event`, the `detail` of an
 * EventBridge envelope, or the text under `CloudTrailEvent` of `LookupEvents`. Only one wrapper is
 * removed.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function unwrapRecord(value: unknown): Unwrapped {
	const bare = bareRecord(value);
	if (bare.kind !== 'refused') return bare;
	const list = listIn(value);
	if (list) return { kind: 'list', values: list };
	if (!isObject(value)) return bare;
	if (isObject(value.detail)) return fromEnvelope(value, value.detail);
	if (isObject(value.event)) return bareRecord(value.event);
	if (typeof value.CloudTrailEvent === 'string') return fromText(value.CloudTrailEvent);
	return bare;
}

/**
 * The value's own fields are checked first, so a record is never taken for a wrapper of another
 * one.
 */
function bareRecord(value: unknown): Unwrapped {
	if (!isObject(value)) return refuse('not-a-record', `expected a record, got ${nameOf(value)}`);
	if (value.eventType === 'AwsCloudTrailInsight') return { kind: 'insight' };
	for (const field of ['eventSource', 'eventName'] as const) {
		if (typeof value[field] !== 'string')
			return refuse('not-a-record', `the JSON object has no ${field}, or it is not a string`);
	}
	return { kind: 'record', record: value };
}

function listIn(value: unknown): readonly unknown[] | null {
	if (Array.isArray(value)) return value;
	if (!isObject(value)) return null;
	for (const key of LIST_KEYS) {
		const list = value[key];
		if (Array.isArray(list)) return list;
	}
	return null;
}

/**
 * EventBridge prints the account in its own envelope and in the record. If the two differ, the
 * event is forged or mixed up, so it is refused.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
function fromEnvelope(envelope: JsonObject, detail: JsonObject): Unwrapped {
	const inner = bareRecord(detail);
	const { account } = envelope;
	if (inner.kind !== 'record' || typeof account !== 'string') return inner;
	const recipient = inner.record.recipientAccountId;
	if (recipient === undefined || recipient === null) {
		return { kind: 'record', record: { ...inner.record, recipientAccountId: account } };
	}
	if (typeof recipient !== 'string' || recipient === account) return inner;
	return refuse(
		'account-mismatch',
		`the envelope names account ${account}, its record names ${recipient}`,
	);
}

function fromText(text: string): Unwrapped {
	try {
		return bareRecord(JSON.parse(text));
	} catch {
		return refuse('not-json', 'the text under CloudTrailEvent is not JSON');
	}
}

function nameOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
