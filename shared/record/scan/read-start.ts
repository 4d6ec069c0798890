import { findList } from './find-list.ts';
import { endOfLine, NEWLINE, OPEN_BRACE, OPEN_BRACKET, skipSpace } from './json-bytes.ts';
import { readLine } from './read-lines.ts';
import { readValue } from './read-values.ts';
import { giveUp, LARGEST_RECORD, type Reading, type Step } from './reading.ts';

/** The first bytes are enough to tell text from binary data. */
const HEAD = 4096;

/**
 * Decides by the first bytes whether the text is read line by line, value by value, or not at all.
 */
export function readStart(reading: Reading): Step | null {
	const { scanner, filled, ended } = reading;
	const { window } = scanner;
	if (filled < HEAD && !ended) return null;
	const head = window.subarray(0, Math.min(HEAD, filled));
	if (head.includes(0)) return giveUp(reading, whyNotText(head));
	if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) reading.at = 3;
	const at = skipSpace(window, reading.at, filled);
	if (at === filled) return ended || filled > LARGEST_RECORD ? readLine : null;
	if (window[at] === OPEN_BRACKET) return readValue;
	return window[at] === OPEN_BRACE ? formOfObject(reading, at) : readLine;
}

/**
 * An object on a line of its own begins JSON lines, unless it is the object that holds the list of
 * records.
 */
function formOfObject(reading: Reading, at: number): Step | null {
	const { scanner, filled, ended } = reading;
	const { window } = scanner;
	const found = findList(scanner, at + 1, filled);
	if (found.kind === 'list') return readValue;
	const lineEnd = endOfLine(window, at, filled);
	const isLast = skipSpace(window, lineEnd, filled) === filled;
	if (isLast && !ended && filled - at <= LARGEST_RECORD) return null;
	const isWhole = found.kind === 'end' && found.at <= lineEnd;
	if (isWhole) return opens(window[skipSpace(window, found.at, lineEnd)]) ? readValue : readLine;
	return !isLast && beginsAnew(reading, lineEnd) ? readLine : readValue;
}

function opens(byte: number | undefined): boolean {
	return byte === OPEN_BRACE || byte === OPEN_BRACKET;
}

/**
 * True if the next line begins an object although the first line is not complete. The first line is
 * then one broken line of many. In a single indented value the lines look different.
 */
function beginsAnew({ scanner: { window }, at, filled }: Reading, lineEnd: number): boolean {
	const line = window.toString('latin1', at, lineEnd).trimEnd();
	const next = skipSpace(window, lineEnd, filled);
	return window[next] === OPEN_BRACE && window[next - 1] === NEWLINE && !/[[:,]$/.test(line);
}

function whyNotText(head: Buffer): string {
	const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
	return isUtf16
		? 'the file is UTF-16 text: convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8)'
		: 'the file is not text, so it cannot be JSON';
}
