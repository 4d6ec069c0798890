import { isObject, type JsonObject } from '../record/json-object.ts';

/** A record, or a part of one, that is read field by field. */
export type Fields = JsonObject;

const NOTHING: Fields = {};

/**
 * Gives the object under a key. It is empty if there is none: CloudTrail prints null, `"None"`, or
 * leaves the key out.
 */
export function objectAt(fields: Fields, key: string): Fields {
	const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
	return isObject(value) ? value : NOTHING;
}

/**
 * Gives the text under a key, and a boolean as text, because CloudTrail prints both; null if it is
 * missing, empty or of another type.
 */
export function textAt(fields: Fields, key: string): string | null {
	const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
	if (typeof value === 'boolean') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** CloudTrail prints this in place of a user name that does not exist. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * Gives the user name under a key; null if it is missing or hidden. AWS hides names that do not
 * exist, because people type passwords into the wrong field.
 */
export function userNameAt(fields: Fields, key: string): string | null {
	return isHiddenAt(fields, key) ? null : textAt(fields, key);
}

/** True if AWS has hidden the user name under a key. */
export function isHiddenAt(fields: Fields, key: string): boolean {
	return textAt(fields, key) === HIDDEN;
}
