import { isDeepStrictEqual } from 'node:util';

/**
 * The text that denies nobody: what every policy is created with, and the rendering of the empty set. It is impossible
 * twice: no user id reads `nobody`, and its end has long passed.
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

/** Created from a template, the text may have other white space and another order of keys: the meaning decides. */
export function isPlaceholder(text: string): boolean {
	try {
		return isDeepStrictEqual(JSON.parse(text), JSON.parse(PLACEHOLDER));
	} catch (error) {
		if (error instanceof SyntaxError) return false;
		throw error;
	}
}

/** A text by what it means: however the placeholder is written, it is ours. */
export function canonicalText(text: string): string {
	return isPlaceholder(text) ? PLACEHOLDER : text;
}
