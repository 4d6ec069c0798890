import { isEventSource } from '../../shared/record/event-sources.ts';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { type Refusal, refuse } from '../../shared/record/record.ts';
import { envelopedRecord } from '../../shared/record/unwrap-record.ts';
import { readAlarms } from '../../shared/sign-in/alarm/read-alarms.ts';
import { readQuarantine } from '../../shared/sign-in/alarm/read-quarantine.ts';
import { signInFromRecord } from '../../shared/sign-in/from-record.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';

/**
 * Thrown for an event that cannot be read. It ends in the dead-letter queue and waits for a human.
 */
export class RefusedEventError extends Error {
	readonly code: Refusal['code'];

	constructor({ code, detail }: Refusal) {
		super(`${code}: ${detail}`);
		this.name = 'RefusedEventError';
		this.code = code;
	}
}

/**
 * Reads what is to be judged in one message of the ingest queue: a sign-in, or alarms of AWS, one for
 * each credential that they name. What a credential does when it attaches a quarantine policy comes
 * in the queue of credential uses.
 */
export function readEvents(body: string): readonly SignIn[] {
	const envelope = parse(body);
	const alarms = isObject(envelope) ? readAlarms(envelope) : null;
	if (alarms === null)
		return [readAs((record) => readQuarantine(record) ?? signInFromRecord(record), envelope)];
	if ('kind' in alarms) throw new RefusedEventError(alarms);
	return alarms;
}

/**
 * Reads the sign-in or the use of a credential in one message. The message is the text of an
 * EventBridge envelope around a CloudTrail record. A principal that can send to the queue must not be
 * trusted more than AWS, so account and source of the envelope must be those of the record.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function readEvent(body: string): SignIn {
	return readAs(signInFromRecord, parse(body));
}

function readAs(read: (record: JsonObject) => SignIn | Refusal, envelope: unknown): SignIn {
	if (!isObject(envelope) || !isObject(envelope.detail) || typeof envelope.account !== 'string') {
		throw new RefusedEventError(
			refuse('not-a-record', 'no EventBridge envelope with account and detail'),
		);
	}
	const unwrapped = envelopedRecord(envelope);
	if (unwrapped.kind === 'refused') throw new RefusedEventError(unwrapped);
	if (unwrapped.kind !== 'record') {
		throw new RefusedEventError(
			refuse('not-a-record', `the envelope's detail is not a record but ${unwrapped.kind}`),
		);
	}
	const signIn = read(unwrapped.record);
	if (signIn.kind === 'refused') throw new RefusedEventError(signIn);
	const [service = ''] = signIn.eventSource.split('.');
	// What the other services are called on the bus is not documented for each of them.
	const isAws = typeof envelope.source === 'string' && envelope.source.startsWith('aws.');
	if (envelope.source === `aws.${service}` || (isAws && !isEventSource(signIn.eventSource)))
		return signIn;
	throw new RefusedEventError(
		refuse(
			'source-mismatch',
			`the envelope's source is not aws.${service}, but the record's event source is ${signIn.eventSource}`,
		),
	);
}

function parse(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		// The error of JSON.parse quotes the text, which must not get into a log.
		throw new RefusedEventError(
			refuse('not-json', `the message of ${body.length} characters is not JSON`),
		);
	}
}
