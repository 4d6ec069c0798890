import type { EventKind } from './events.ts';
import { type Fields, objectAt, textAt } from './fields.ts';
import { returnedCredentials } from './returned-credentials.ts';
import type { Outcome } from './sign-in.ts';

/** Tells whether the event succeeded, from the field where this kind of event says so. */
export function readOutcome(record: Fields, event: string, kind: EventKind): Outcome {
	const stated = statedResult(record, event, kind);
	const outcome = asOutcome(stated);
	if (outcome !== null) return outcome;
	const hasError = textAt(record, 'errorCode') !== null || textAt(record, 'errorMessage') !== null;
	if (hasError) return 'failure';
	// A word that nobody knows is not the same as no word.
	return stated === null ? withoutWord(record, kind) : 'unknown';
}

/** Concludes from the absence of both a result and an error; `ResultPlace` says why. */
function withoutWord(record: Fields, { result }: EventKind): Outcome {
	switch (result) {
		case 'response':
		case 'detail':
			return 'unknown';
		case 'response-or-error':
		case 'detail-or-success':
		case 'flag':
		case 'error':
			return 'success';
		case 'credentials':
			return returnedCredentials(record) ? 'success' : 'unknown';
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
		case 'credentials':
			return null;
	}
}

function asOutcome(stated: string | null): Outcome | null {
	const word = stated?.trim().toLowerCase();
	if (word === 'success' || word === 'true') return 'success';
	if (word === 'failure' || word === 'false') return 'failure';
	return null;
}
