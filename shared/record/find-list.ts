import { endOfString, isSpace, scanValue, skipSpace } from './scan-value.ts';
import { LIST_KEYS } from './unwrap-record.ts';

/**
 * What the inside of an object leads to: a list of records (`at` is behind its bracket), its own end (`at` is behind
 * it), nothing yet (`more` is needed), or no JSON.
 */
export type ListSearch =
	| { readonly kind: 'list' | 'end'; readonly at: number }
	| { readonly kind: 'more' | 'broken' };

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const MORE: ListSearch = { kind: 'more' };
const BROKEN: ListSearch = { kind: 'broken' };

/** Looks for the list of records among the members of an object, from inside the object on. */
export function findList(window: Buffer, from: number, end: number): ListSearch {
	let at = from;
	for (;;) {
		at = skipSeparators(window, at, end);
		if (at === end) return MORE;
		if (window[at] === CLOSE_BRACE) return { kind: 'end', at: at + 1 };
		if (window[at] !== QUOTE) return BROKEN;
		const keyEnd = Math.abs(endOfString(window, at, end));
		if (keyEnd === 0) return MORE;
		const colon = skipSpace(window, keyEnd, end);
		if (colon === end) return MORE;
		if (window[colon] !== COLON) return BROKEN;
		const value = skipSpace(window, colon + 1, end);
		if (value === end) return MORE;
		if (window[value] === OPEN_BRACKET && isListKey(window.toString('utf8', at, keyEnd))) {
			return { kind: 'list', at: value + 1 };
		}
		at = endOfValue(window, value, end);
		if (at === 0) return MORE;
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

/** Where any JSON value ends; 0 if not before `end`. A word or number ends where something else begins. */
export function endOfValue(window: Buffer, start: number, end: number): number {
	const first = window[start];
	if (first === QUOTE) return Math.abs(endOfString(window, start, end));
	if (first === OPEN_BRACE || first === OPEN_BRACKET) return Math.abs(scanValue(window, start, end));
	let at = start;
	while (at < end && !endsWord(window[at])) at++;
	return at === end ? 0 : at;
}

function endsWord(byte: number | undefined): boolean {
	return (
		byte === COMMA ||
		byte === COLON ||
		byte === QUOTE ||
		isSpace(byte) ||
		byte === OPEN_BRACE ||
		byte === CLOSE_BRACE ||
		byte === OPEN_BRACKET ||
		byte === CLOSE_BRACKET
	);
}

export function skipSeparators(window: Buffer, from: number, end: number): number {
	let at = from;
	while (at < end && (isSpace(window[at]) || window[at] === COMMA)) at++;
	return at;
}
