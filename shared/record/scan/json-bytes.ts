/** The bytes of JSON's own characters. */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COLON = 0x3a;
export const COMMA = 0x2c;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;

export function isSpace(byte: number | undefined): boolean {
	return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB;
}

export function skipSpace(text: Uint8Array, from: number, end: number): number {
	let at = from;
	while (at < end && isSpace(text[at])) at++;
	return at;
}

/** Where the string that opens at `open` ends, behind its quote; 0 if not before `end`. */
export function endOfString(text: Uint8Array, open: number, end: number): number {
	for (let at = open + 1; at < end; at++) {
		if (text[at] === QUOTE) return at + 1;
		if (text[at] === BACKSLASH) at++;
	}
	return 0;
}

/** Where the line ends; at the end of the text, where a newline is put that stops the search. */
export function endOfLine(text: Buffer, from: number, end: number): number {
	text[end] = NEWLINE;
	return text.indexOf(NEWLINE, from);
}

/** Where a number or a word ends: there something else begins; 0 if not before `end`. */
export function endOfWord(text: Uint8Array, start: number, end: number): number {
	for (let at = start; at < end; at++) {
		if (ENDS_WORD.includes(text[at] ?? 0) || isSpace(text[at])) return at;
	}
	return 0;
}

const ENDS_WORD = [COMMA, COLON, QUOTE, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET];
