import * as v from 'valibot';
import { text, time } from '../../runtime/dynamodb-item.ts';
import { SELECTOR_KEYS, type TargetId, WISH_REASONS, type WishReason } from '../containment.ts';
import { isTargetId } from '../policy-id.ts';
import { STATES } from './ledger-states.ts';

export const state = v.picklist(STATES);
export const target = v.custom<TargetId>(
	(value) => typeof value === 'string' && isTargetId(value),
	'expected "organization" or "account:" with twelve digits',
);
export const wishReason = v.custom<WishReason>(
	(value) => typeof value === 'string' && Object.hasOwn(WISH_REASONS, value),
	'expected a wish reason',
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
	v.object({ kind: v.picklist(['user', 'role', 'permission-set-role']), name: text }),
);
export const trouble = v.nullable(v.object({ reason: text, mend: v.string() }));
export const selector = v.object({ key: v.picklist(SELECTOR_KEYS), value: text });
export const reach = v.picklist(['outside', 'everything']);
/** Two texts by their SHA-256. */
export const textChange = v.object({
	before: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	after: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** The fields of an active containment. */
export const active = {
	id: text,
	selector,
	reach,
	until: time,
	wishedAt: time,
};
