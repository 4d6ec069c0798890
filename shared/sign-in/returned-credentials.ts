import { isObject } from '../record/json-object.ts';
import type { Fields } from './fields.ts';

/**
 * AWS's calls return credentials under `credentials`, `credentialSet` or `roleCredentials`, as
 * `accessKeyId`, or as a token (`sessionToken`, `accessToken`, `SigninToken`, `webIdentityToken`),
 * which CloudTrail prints, or hides behind a placeholder.
 */
const CREDENTIALS = /(credentials|credentialset|accesskeyid|accesskey|token)$/i;
/** These tokens only turn pages or make a request repeatable. */
const NO_CREDENTIAL = /^(next|pagination|continuation|client|clientrequest)token$/i;
/** Answers are not nested deeper than this; a record that is must not cost time. */
const DEEPEST = 6;

/** True if the answer to a call holds credentials, also if CloudTrail hides their values. */
export function returnedCredentials(record: Fields): boolean {
	return holdsCredentials(record.responseElements, DEEPEST);
}

function holdsCredentials(value: unknown, depth: number): boolean {
	if (depth === 0) return false;
	if (Array.isArray(value)) return value.some((one) => holdsCredentials(one, depth - 1));
	if (!isObject(value)) return false;
	return Object.entries(value).some(
		([key, inner]) => (isCredential(key) && isPresent(inner)) || holdsCredentials(inner, depth - 1),
	);
}

function isCredential(key: string): boolean {
	return CREDENTIALS.test(key) && !NO_CREDENTIAL.test(key);
}

function isPresent(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() !== '';
	return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
