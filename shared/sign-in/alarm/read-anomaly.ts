import { type Fields, objectAt, textAt } from '../fields.ts';
import { readPrincipal } from '../read-principal.ts';
import type { SignIn } from '../sign-in.ts';
import { alarmSignIn, NOBODY } from './alarm-sign-in.ts';
import type { Envelope } from './read-envelope.ts';

/** What AWS calls these events on the bus. */
export const ANOMALY_TYPE = 'Sign-in Anomaly Alert';

export function isAnomaly({ source, type }: Envelope): boolean {
	return source === 'aws.signin' && type === ANOMALY_TYPE;
}

/**
 * Reads an alert of the sign-in service. What stands in it is not published: all its texts are
 * shown, and a principal is read where one stands in CloudTrail's form.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-signin.html
 */
export function readAnomaly({ detail, time, region, account, id, type }: Envelope): SignIn {
	const isNamed = Object.keys(objectAt(detail, 'userIdentity')).length > 0;
	const principal = isNamed ? readPrincipal(detail, type) : NOBODY;
	const subject = principal.id === null ? 'nobody' : 'named';
	return alarmSignIn({
		alarm: {
			...{ kind: 'sign-in-anomaly', id, code: type, text: textsIn(detail), state: 'open' },
			...{ severity: null, subject, attacher: null, isBacked: false },
		},
		...{ eventId: id, time, event: type, eventSource: 'signin.amazonaws.com' },
		...{ recipient: account, account, region, principal, keyId: null },
		address: textAt(detail, 'sourceIPAddress') ?? textAt(detail, 'sourceIpAddress'),
	});
}

const MOST_TEXTS = 12;
const MOST_DEPTH = 4;

/** Lists the values in an object as `name: value`; null if there are none. */
function textsIn(detail: Fields): string | null {
	const found = [...valuesIn(detail, '', 0)].slice(0, MOST_TEXTS);
	return found.length === 0 ? null : found.join(', ');
}

function* valuesIn(fields: Fields, path: string, depth: number): Generator<string> {
	for (const [key, value] of Object.entries(fields)) {
		const name = `${path}${key}`;
		if (typeof value === 'object' && value !== null && depth < MOST_DEPTH)
			yield* valuesIn({ ...value }, `${name}.`, depth + 1);
		else if (value !== null && typeof value !== 'object') yield `${name}: ${String(value)}`;
	}
}
