/** A JSON object from outside, read field by field: nothing is believed that was not looked at. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key; empty where there is none, as CloudTrail prints null, `"None"` or leaves it out. */
export function objectAt(fields: Fields, key: string): Fields {
	const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
	return isFields(value) ? value : NOTHING;
}

/** The text under a key, booleans as text (CloudTrail prints both forms); null where it is missing, empty or other. */
export function textAt(fields: Fields, key: string): string | null {
	const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
	if (typeof value === 'boolean') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
