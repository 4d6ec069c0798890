import type { EventKind } from './events.ts';
import { type Fields, objectAt, textAt } from './fields.ts';
import type { Outcome } from './sign-in.ts';

/** Tells whether the event succeeded, from the field where this kind of event says so. */
export function readOutcome(record: Fields, event: string, kind: EventKind): Outcome {
	const stated = asOutcome(statedResult(record, event, kind));
	if (stated !== null) return stated;
	const hasError = textAt(record, 'errorCode') !== null || textAt(record, 'errorMessage') !== null;
	if (hasError) return 'failure';
	switch (kind.result) {
		case 'response':
		case 'detail':
		case 'flag':
			return 'unknown';
		case 'response-or-error':
		case 'detail-or-success':
		case 'error':
			return 'success';
	}
}

function statedResult(record: Fields, event: string, kind: EventKind): string | null {
	switch (kind.result) {
		case 'response':
		case 'response-or-error':
			return textAt(objectAt(record, 'responseElements'), event);
		case 'detail':
		case 'detail-or-success':
			return textAt(objectAt(record, 'serviceEventDetails'), event);
		case 'flag':
			return textAt(objectAt(record, 'additionalEventData'), 'success');
		case 'error':
			return null;
	}
}

function asOutcome(stated: string | null): Outcome | null {
	const word = stated?.toLowerCase();
	if (word === 'success' || word === 'true') return 'success';
	if (word === 'failure' || word === 'false') return 'failure';
	return null;
}
