import * as v from 'valibot';
import { count, text, time } from '../../runtime/dynamodb-item.ts';
import {
	DENY_SCOPES,
	type PolicyId,
	REQUEST_REASONS,
	type RequestReason,
	SELECTOR_KEYS,
} from '../containment.ts';
import { isPolicyId } from '../policy-id.ts';
import { STATES } from './ledger-states.ts';

export const state = v.picklist(STATES);
export const policy = v.custom<PolicyId>(
	(value) => typeof value === 'string' && isPolicyId(value),
	'expected "scp" or "iam:" with twelve digits',
);
export const requestReason = v.custom<RequestReason>(
	(value) => typeof value === 'string' && Object.hasOwn(REQUEST_REASONS, value),
	'expected a request reason',
);
export const actor = v.variant('kind', [
	v.object({ kind: v.literal('rule'), name: text }),
	v.object({ kind: v.literal('person'), arn: text }),
	v.object({ kind: v.literal('publisher'), holder: text }),
	v.object({ kind: v.literal('clock') }),
]);
export const decision = v.object({ by: actor, why: v.string(), at: time });
export const account = v.nullable(v.pipe(v.string(), v.regex(/^\d{12}$/)));
export const attachment = v.nullable(
	v.object({
		kind: v.picklist(['user', 'role', 'permission-set-role']),
		name: text,
		id: v.exactOptional(text),
	}),
);
export const problem = v.nullable(v.object({ reason: text, remediation: v.string() }));
export const selector = v.object({ key: v.picklist(SELECTOR_KEYS), value: text });
export const denyScope = v.picklist(DENY_SCOPES);
/** No lease comes so far: a greater generation was not written by a publisher. */
export const MOST_GENERATION = 1e14;
export const generation = v.pipe(count, v.maxValue(MOST_GENERATION));
/** The SHA-256 of two texts. */
export const textChange = v.object({
	before: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	after: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** The fields of an active containment. */
export const active = {
	id: text,
	selector,
	denyScope,
	until: time,
	requestedAt: time,
	issuedBefore: v.exactOptional(time),
};
