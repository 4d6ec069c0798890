import { isDeepStrictEqual } from 'node:util';

/**
 * The text that denies nobody. Every policy is created with it, and it is rendered if nobody is
 * contained. It can never apply, for two reasons: no user id is `nobody`, and its end is in the
 * past.
 */
export const PLACEHOLDER = JSON.stringify({
	Version: '2012-10-17',
	Statement: [
		{
			Sid: 'DeniesNobody',
			Effect: 'Deny',
			Action: '*',
			Resource: '*',
			Condition: {
				StringEquals: { 'identitystore:UserId': ['nobody'] },
				DateLessThan: { 'aws:CurrentTime': '1970-01-01T00:00:00Z' },
			},
		},
	],
});

/**
 * True if a text means the same as the placeholder. A policy that a template created may have other
 * white space and another order of keys.
 */
export function isPlaceholder(text: string): boolean {
	try {
		return isDeepStrictEqual(JSON.parse(text), JSON.parse(PLACEHOLDER));
	} catch (error) {
		if (error instanceof SyntaxError) return false;
		throw error;
	}
}

/** Replaces any form of the placeholder by the placeholder itself. */
export function canonicalText(text: string): string {
	return isPlaceholder(text) ? PLACEHOLDER : text;
}
