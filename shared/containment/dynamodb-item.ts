import * as v from 'valibot';
import { SELECTOR_KEYS, type TargetId, WISH_REASONS, type WishReason } from './containment.ts';
import { STATES } from './ledger-states.ts';

/** An item in the table that is not what was written. Nothing is decided on it; a human must look. */
export class DamagedItemError extends Error {
	/** `pk` and `sk` of the item. */
	readonly item: string;

	constructor(item: string, problem: string) {
		super(`the item ${item} is damaged: ${problem}; restore it from the table's backup`);
		this.name = 'DamagedItemError';
		this.item = item;
	}
}

/** An item from the table as what it must be. Throws a DamagedItemError that names every wrong field. */
export function readItem<T extends v.GenericSchema>(schema: T, item: unknown): v.InferOutput<T> {
	const parsed = v.safeParse(schema, item);
	if (parsed.success) return parsed.output;
	const problems = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
	throw new DamagedItemError(keyOf(item), problems.join('; '));
}

function keyOf(item: unknown): string {
	const key = v.safeParse(v.object({ pk: v.string(), sk: v.string() }), item);
	return key.success ? `${key.output.pk} / ${key.output.sk}` : 'without a key';
}

export const time = v.pipe(v.number(), v.integer());
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const ordinal = v.pipe(v.number(), v.integer(), v.minValue(1));
export const text = v.pipe(v.string(), v.nonEmpty());
export const state = v.picklist(STATES);
export const target = v.custom<TargetId>(
	(value) => typeof value === 'string' && /^(organization|account:\d{12})$/.test(value),
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
export const attachment = v.nullable(
	v.object({ kind: v.picklist(['user', 'role', 'permission-set-role']), name: text }),
);
export const trouble = v.nullable(v.object({ reason: text, mend: v.string() }));
/** Two texts by their SHA-256. */
export const textChange = v.object({
	before: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	after: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** The fields of an active containment. */
export const active = {
	id: text,
	selector: v.object({ key: v.picklist(SELECTOR_KEYS), value: text }),
	reach: v.picklist(['outside', 'everything']),
	until: time,
	wishedAt: time,
};
