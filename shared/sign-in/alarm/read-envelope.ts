import { type Refusal, refuse } from '../../record/record.ts';
import { type Fields, objectAt, textAt } from '../fields.ts';
import { readInstant } from '../instant.ts';

/** What every event on a bus has, from whichever service. */
export interface Envelope {
	readonly detail: Fields;
	readonly source: string;
	readonly type: string;
	/** The account to which the event was sent. */
	readonly account: string;
	readonly region: string | null;
	/** Milliseconds since 1970, UTC. */
	readonly time: number;
	readonly id: string;
}

/**
 * Reads the envelope of EventBridge around an event.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function readEnvelope(envelope: Fields): Envelope | Refusal {
	const source = textAt(envelope, 'source');
	const type = textAt(envelope, 'detail-type');
	const account = textAt(envelope, 'account');
	const id = textAt(envelope, 'id');
	if (source === null || type === null || account === null || id === null)
		return refuse(
			'not-a-record',
			'no EventBridge envelope with source, detail-type, account and id',
		);
	const time = readInstant(textAt(envelope, 'time') ?? '');
	if (time === null) return refuse('no-time', `the envelope of ${type} has no readable time`);
	const region = textAt(envelope, 'region');
	return { detail: objectAt(envelope, 'detail'), source, type, account, region, time, id };
}
