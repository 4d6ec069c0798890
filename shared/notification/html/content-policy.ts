import { createHash } from 'node:crypto';

/** The Content-Security-Policy of a page: only this style and this script, and nothing is loaded. */
export function contentPolicy(style: string, script: string): string {
	const own = `style-src ${hashOf(style)}; script-src ${hashOf(script)}`;
	return `default-src 'none'; ${own}; base-uri 'none'; form-action 'none'`;
}

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(text: string): string {
	return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
