import { isObject } from '../record/json-object.ts';
import type { Fields } from './fields.ts';

/**
 * AWS's calls return credentials under `credentials`, `credentialSet` or `roleCredentials`, as
 * `accessKeyId`, or as a token (`sessionToken`, `accessToken`, `SigninToken`, `webIdentityToken`),
 * which CloudTrail prints, or hides behind a placeholder.
 */
const CREDENTIALS = /(credentials?|credentialset|accesskeyid|accesskey|token)$/i;
/**
 * The id of a temporary or long-term access key shows credentials under any name, and so does what
 * AWS hides: in an answer that is nothing but secrets.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
const SHOWN = /^A[SK]IA[A-Z0-9]{12,}$|^HIDDEN_DUE_TO_SECURITY_REASONS$/;
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
	if (typeof value === 'string') return SHOWN.test(value);
	if (Array.isArray(value)) return value.some((one) => holdsCredentials(one, depth - 1));
	if (!isObject(value)) return false;
	return Object.entries(value).some(
		([key, inner]) =>
			!NO_CREDENTIAL.test(key) &&
			((CREDENTIALS.test(key) && isPresent(inner)) || holdsCredentials(inner, depth - 1)),
	);
}

function isPresent(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() !== '';
	return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
