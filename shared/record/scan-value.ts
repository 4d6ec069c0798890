import { EVENT_SOURCES } from './event-sources.ts';

/**
 * Finds the end of the JSON object that begins at `start`, without parsing it.
 * - `0`: its end does not stand before `end`
 * - `-e`: it ends before `e`, and is certainly a record of a service in which nobody signs in
 * - `e`: it ends before `e`, and has to be parsed to know what it is
 *
 * Sound for any JSON text: only an object whose own `eventSource` and `eventName` are both text, and none of whose
 * `eventSource` (a key may stand twice) can be one of EVENT_SOURCES, is ruled out. Text that is no JSON is never
 * ruled out where a bracket or a quote is missing, so that a damaged record cannot swallow its neighbours unseen.
 */
export type ScanValue = (bytes: Uint8Array, start: number, end: number) => number;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LOWER_U = 0x75;
const SPACE = 0x20;

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const SOURCE_KEY = ascii('"eventSource"');
const NAME_KEY = ascii('"eventName"');
const SOURCES = EVENT_SOURCES.map((source) => ascii(`"${source}"`));

export const scanValue: ScanValue = (bytes, start, end) => {
	let depth = 0;
	let seenSource = false;
	let seenName = false;
	let parse = bytes[start] !== OPEN_BRACE;
	for (let at = start; at < end; at++) {
		const byte = bytes[at] ?? 0;
		if (byte === QUOTE) {
			const close = endOfString(bytes, at, end);
			if (close === 0) return 0;
			if (depth === 1) {
				if (close < 0 || !mayPrecedeString(bytes[at - 1])) parse = true;
				else if (standsAt(bytes, at, SOURCE_KEY)) {
					seenSource = true;
					parse ||= mayBeSignIn(bytes, at + SOURCE_KEY.length, end);
				} else if (standsAt(bytes, at, NAME_KEY)) {
					seenName = true;
					parse ||= valueAfter(bytes, at + NAME_KEY.length, end) < 0;
				}
			}
			at = Math.abs(close) - 1;
		} else if ((byte | SPACE) === OPEN_BRACE) {
			if (depth === 1 && lastBefore(bytes, at) !== COLON) parse = true;
			depth++;
		} else if ((byte | SPACE) === CLOSE_BRACE && --depth === 0) {
			const ruledOut = !parse && seenSource && seenName && byte === CLOSE_BRACE;
			return ruledOut ? -(at + 1) : at + 1;
		}
	}
	return 0;
};

/** Where the string that opens at `open` ends; negative where it holds a `\u`, which may spell anything; 0: not before `end`. */
export function endOfString(bytes: Uint8Array, open: number, end: number): number {
	let spelled = false;
	for (let at = open + 1; at < end; at++) {
		const byte = bytes[at];
		if (byte === QUOTE) return spelled ? -(at + 1) : at + 1;
		if (byte === BACKSLASH) {
			at++;
			if (bytes[at] === LOWER_U) spelled = true;
		}
	}
	return 0;
}

/** In JSON a string of an object follows a bracket, a comma or a colon: anything else means that a quote is missing. */
function mayPrecedeString(byte: number | undefined): boolean {
	return byte === COMMA || byte === COLON || byte === OPEN_BRACE || (byte !== undefined && byte <= SPACE);
}

function mayBeSignIn(bytes: Uint8Array, afterKey: number, end: number): boolean {
	const value = valueAfter(bytes, afterKey, end);
	return value < 0 || SOURCES.some((source) => standsAt(bytes, value, source));
}

/** Where the text value behind a key opens; -1 if what follows is no colon and text. */
function valueAfter(bytes: Uint8Array, afterKey: number, end: number): number {
	const colon = skipSpace(bytes, afterKey, end);
	if (bytes[colon] !== COLON) return -1;
	const value = skipSpace(bytes, colon + 1, end);
	return value < end && bytes[value] === QUOTE ? value : -1;
}

function standsAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
	for (let i = 0; i < text.length; i++) {
		if (bytes[at + i] !== text[i]) return false;
	}
	return true;
}

export function skipSpace(bytes: Uint8Array, from: number, end: number): number {
	let at = from;
	while (at < end && isSpace(bytes[at])) at++;
	return at;
}

function lastBefore(bytes: Uint8Array, at: number): number | undefined {
	let before = at - 1;
	while (isSpace(bytes[before])) before--;
	return bytes[before];
}

export function isSpace(byte: number | undefined): boolean {
	return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
