import type { OtherKind } from '../record.ts';
import { KEYS_OF_OTHERS, LIST_KEYS } from '../unwrap-record.ts';
import {
	CLOSE_BRACE,
	COLON,
	COMMA,
	endOfString,
	endOfWord,
	isSpace,
	NEWLINE,
	OPEN_BRACE,
	OPEN_BRACKET,
	opens,
	QUOTE,
	skipSpace,
} from './json-bytes.ts';
import type { ValueScanner } from './value-scanner.ts';

/**
 * What was found among the members of an object: a list of records (`at` is behind its opening
 * bracket), a key that only something else has, the end of the object (`at` is behind it), nothing
 * yet because the text is not complete (`more`), or text that is not JSON (`broken`).
 */
export type ListSearch =
	| { readonly kind: 'list' | 'end'; readonly at: number }
	| { readonly kind: 'other'; readonly what: OtherKind }
	| { readonly kind: 'more' | 'broken' };

/**
 * Looks for the list of records among the members of an object. `from` must be between two members.
 */
export function findList(scanner: ValueScanner, from: number, end: number): ListSearch {
	const { window } = scanner;
	const isStart = window[from - 1] === OPEN_BRACE;
	const seen = new Set<string>();
	for (let at = from; ; ) {
		const member = memberAt(window, at, end);
		if (member.kind !== 'member') return member;
		const found = meaningOf(window, member, seen);
		if (found === 'list') return { kind: 'list', at: member.value + 1 };
		if (found !== null && isStart) return { kind: 'other', what: found };
		at = endOfValue(scanner, member.value, end);
		if (at === 0) return { kind: 'more' };
	}
}

/** Where the key and the value of a member begin. */
interface Member {
	readonly kind: 'member';
	readonly key: number;
	readonly value: number;
}

function memberAt(window: Buffer, from: number, end: number): Member | ListSearch {
	const key = skipSeparators(window, from, end);
	if (key === end) return { kind: 'more' };
	if (window[key] === CLOSE_BRACE) return { kind: 'end', at: key + 1 };
	const value = valueBehind(window, key, end);
	if (value === null) return { kind: 'broken' };
	return value === 0 ? { kind: 'more' } : { kind: 'member', key, value };
}

/** What a member says of its object; null if nothing. A record wraps nothing, whatever it has. */
function meaningOf(
	window: Buffer,
	{ key, value }: Member,
	seen: Set<string>,
): 'list' | OtherKind | null {
	const first = window[value];
	if (first !== OPEN_BRACKET && first !== QUOTE) return null;
	const name = keyAt(window, key);
	if (first === QUOTE && OWN_FIELDS.includes(name)) seen.add(name);
	if (seen.size === OWN_FIELDS.length) return null;
	if (first === OPEN_BRACKET && LIST_KEYS.some((listKey) => listKey === name)) return 'list';
	return KEYS_OF_OTHERS.get(name) ?? null;
}

/** Every record has both, as texts. */
const OWN_FIELDS = ['eventSource', 'eventName'];

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

function keyAt(window: Buffer, at: number): string {
	try {
		return String(JSON.parse(window.toString('utf8', at, endOfString(window, at, window.length))));
	} catch {
		return '';
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

/** True if an object or a list fills the line that begins at `start`. */
export function isLineOfJson(scanner: ValueScanner, start: number, lineEnd: number): boolean {
	const { window } = scanner;
	if (window[start - 1] !== NEWLINE || !opens(window[start])) return false;
	const end = endOfValue(scanner, start, lineEnd);
	return end !== 0 && skipSpace(window, end, lineEnd) === lineEnd;
}

export function skipSeparators(window: Buffer, from: number, end: number): number {
	let at = from;
	while (at < end && (isSpace(window[at]) || window[at] === COMMA)) at++;
	return at;
}
