import { LIST_KEYS } from '../unwrap-record.ts';
import {
	CLOSE_BRACE,
	COLON,
	COMMA,
	endOfString,
	endOfWord,
	isSpace,
	OPEN_BRACE,
	OPEN_BRACKET,
	QUOTE,
	skipSpace,
} from './json-bytes.ts';
import type { ValueScanner } from './value-scanner.ts';

/**
 * What was found among the members of an object: a list of records (`at` is behind its opening
 * bracket), the end of the object (`at` is behind it), nothing yet because the text is not complete
 * (`more`), or text that is not JSON (`broken`).
 */
export type ListSearch =
	| { readonly kind: 'list' | 'end'; readonly at: number }
	| { readonly kind: 'more' | 'broken' };

/**
 * Looks for the list of records among the members of an object. `from` must be between two members.
 */
export function findList(scanner: ValueScanner, from: number, end: number): ListSearch {
	const { window } = scanner;
	for (let at = from; ; ) {
		const key = skipSeparators(window, at, end);
		if (key === end) return { kind: 'more' };
		if (window[key] === CLOSE_BRACE) return { kind: 'end', at: key + 1 };
		const value = valueBehind(window, key, end);
		if (value === null) return { kind: 'broken' };
		if (value === 0) return { kind: 'more' };
		if (window[value] === OPEN_BRACKET && isListKey(window, key))
			return { kind: 'list', at: value + 1 };
		at = endOfValue(scanner, value, end);
		if (at === 0) return { kind: 'more' };
	}
}

/**
 * Gives where the value of the key at `key` begins; 0 if it does not begin before `end`, null if
 * there is no key with a colon.
 */
function valueBehind(window: Buffer, key: number, end: number): number | null {
	if (window[key] !== QUOTE) return null;
	const keyEnd = endOfString(window, key, end);
	if (keyEnd === 0) return 0;
	const colon = skipSpace(window, keyEnd, end);
	if (colon === end) return 0;
	if (window[colon] !== COLON) return null;
	const value = skipSpace(window, colon + 1, end);
	return value === end ? 0 : value;
}

function isListKey(window: Buffer, at: number): boolean {
	try {
		const key: unknown = JSON.parse(
			window.toString('utf8', at, endOfString(window, at, window.length)),
		);
		return LIST_KEYS.some((listKey) => listKey === key);
	} catch {
		return false;
	}
}

/** Gives where the JSON value ends; 0 if it does not end before `end`. */
export function endOfValue({ window, scan }: ValueScanner, start: number, end: number): number {
	switch (window[start]) {
		case QUOTE:
			return endOfString(window, start, end);
		case OPEN_BRACE:
		case OPEN_BRACKET:
			return Math.abs(scan(start, end));
		default:
			return endOfWord(window, start, end);
	}
}

export function skipSeparators(window: Buffer, from: number, end: number): number {
	let at = from;
	while (at < end && (isSpace(window[at]) || window[at] === COMMA)) at++;
	return at;
}
