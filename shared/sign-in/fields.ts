import { isObject, type JsonObject } from '../record/json-object.ts';

/** A record, or a part of one, read field by field. */
export type Fields = JsonObject;

const NOTHING: Fields = {};

/** The object under a key; empty where there is none, as CloudTrail prints null, `"None"` or leaves it out. */
export function objectAt(fields: Fields, key: string): Fields {
	const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
	return isObject(value) ? value : NOTHING;
}

/** The text under a key, booleans as text (CloudTrail prints both forms); null where it is missing, empty or other. */
export function textAt(fields: Fields, key: string): string | null {
	const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
	if (typeof value === 'boolean') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** What CloudTrail prints in place of a user name that does not exist. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * The user name under a key, or null. AWS hides names that do not exist, because people type
 * passwords into the wrong field.
 */
export function userNameAt(fields: Fields, key: string): string | null {
	const name = textAt(fields, key);
	return name === HIDDEN ? null : name;
}
