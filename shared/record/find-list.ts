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
import { LIST_KEYS } from './unwrap-record.ts';
import type { ValueScanner } from './value-scanner.ts';

/**
 * What the inside of an object leads to: a list of records (`at` is behind its bracket), its own end (`at` is behind
 * it), nothing yet (`more` is needed), or no JSON.
 */
export type ListSearch =
	| { readonly kind: 'list' | 'end'; readonly at: number }
	| { readonly kind: 'more' | 'broken' };

/** Looks for the list of records among the members of an object, from a place between two members on. */
export function findList(scanner: ValueScanner, from: number, end: number): ListSearch {
	const { window } = scanner;
	for (let at = from; ; ) {
		const key = skipSeparators(window, at, end);
		if (key === end) return { kind: 'more' };
		if (window[key] === CLOSE_BRACE) return { kind: 'end', at: key + 1 };
		if (window[key] !== QUOTE) return { kind: 'broken' };
		const keyEnd = endOfString(window, key, end);
		const colon = keyEnd === 0 ? end : skipSpace(window, keyEnd, end);
		if (colon < end && window[colon] !== COLON) return { kind: 'broken' };
		const value = skipSpace(window, colon + 1, end);
		if (value >= end) return { kind: 'more' };
		if (window[value] === OPEN_BRACKET && isListKey(window.toString('utf8', key, keyEnd))) {
			return { kind: 'list', at: value + 1 };
		}
		at = endOfValue(scanner, value, end);
		if (at === 0) return { kind: 'more' };
	}
}

function isListKey(text: string): boolean {
	try {
		const key: unknown = JSON.parse(text);
		return LIST_KEYS.some((listKey) => listKey === key);
	} catch {
		return false;
	}
}

/** Where any JSON value ends; 0 if not before `end`. */
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
