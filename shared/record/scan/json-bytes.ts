/** These are the bytes of JSON's structural characters. */
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

/** True for the bracket that opens an object or a list. */
export function opens(byte: number | undefined): boolean {
	return byte === OPEN_BRACE || byte === OPEN_BRACKET;
}

/** True if the whole text is one value of JSON. */
export function isJson(text: Buffer): boolean {
	try {
		JSON.parse(text.toString());
		return true;
	} catch {
		return false;
	}
}

export function skipSpace(text: Uint8Array, from: number, end: number): number {
	let at = from;
	while (at < end && isSpace(text[at])) at++;
	return at;
}

/**
 * Gives the position behind the closing quote of the string that opens at `open`; 0 if it does not
 * end before `end`.
 */
export function endOfString(text: Uint8Array, open: number, end: number): number {
	for (let at = open + 1; at < end; at++) {
		if (text[at] === QUOTE) return at + 1;
		if (text[at] === BACKSLASH) at++;
	}
	return 0;
}

/**
 * Gives where the line ends. A newline is written at the end of the text, so the search always
 * stops.
 */
export function endOfLine(text: Buffer, from: number, end: number): number {
	text[end] = NEWLINE;
	return text.indexOf(NEWLINE, from);
}

/**
 * Gives where a number or a word ends, which is where the next token begins; 0 if that is not
 * before `end`.
 */
export function endOfWord(text: Uint8Array, start: number, end: number): number {
	for (let at = start; at < end; at++) {
		if (ENDS_WORD.includes(text[at] ?? 0) || isSpace(text[at])) return at;
	}
	return 0;
}

const ENDS_WORD = [COMMA, COLON, QUOTE, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET];
