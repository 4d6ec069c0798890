import { countOther, refuse } from '../record.ts';
import { findList, isLineOfJson } from './find-list.ts';
import { CSV_WAY, formatOf, HEAD, isCsvOfRecords, kindOfText } from './format-of.ts';
import { endOfLine, NEWLINE, OPEN_BRACE, OPEN_BRACKET, opens, skipSpace } from './json-bytes.ts';
import { readLine } from './read-lines.ts';
import { readText } from './read-text.ts';
import { readValue } from './read-values.ts';
import {
	giveUp,
	LARGEST_RECORD,
	nothingMore,
	type Reading,
	refuseRest,
	type Step,
} from './reading.ts';

/**
 * Decides by the first bytes whether the text is read line by line, value by value, or not at all.
 */
export function readStart(reading: Reading): Step | null {
	const { scanner, filled, ended } = reading;
	const { window } = scanner;
	if (filled < HEAD && !ended) return null;
	const head = window.subarray(0, Math.min(HEAD, filled));
	const format = formatOf(head);
	if (typeof format === 'string') {
		countOther(reading.others, format);
		return nothingMore;
	}
	if (format !== null) return refuseRest(reading, format);
	if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) reading.at = 3;
	const at = skipSpace(window, reading.at, filled);
	if (at === filled) return ended || filled > LARGEST_RECORD ? readLine : null;
	const text = head.subarray(reading.at);
	if (window[at] === OPEN_BRACE) return formOfObject(reading, at);
	if (LIST.test(text.toString('latin1'))) return readValue;
	if (isCsvOfRecords(text)) return refuseRest(reading, refuse('other-format', CSV_WAY));
	return readText(kindOfText(text), DAMAGED_JSON.test(text.toString('latin1')));
}

/** The first member of an object, whose bracket is lost or is another character now. */
const DAMAGED_JSON = /^\s*\S?\s*"[^\n]{0,40}"\s*:/;

/** A bracket also begins the lines of other logs: `[2026-03-03 …]`. */
const LIST = /^\s*\[\s*([[{"\]]|(null|true|false|[-\d.eE+]+)\s*,)/;

/** Decides before each value of the top level whether lines or values are read from here on. */
export function readBetween(reading: Reading): Step | null {
	const { scanner, filled } = reading;
	const at = skipSpace(scanner.window, reading.at, filled);
	reading.at = at;
	if (at === filled) return null;
	if (scanner.window[at] === OPEN_BRACKET) return readValue;
	return scanner.window[at] === OPEN_BRACE ? formOfObject(reading, at) : readGarbage(reading);
}

/**
 * An object on a line of its own begins JSON lines, unless it is the object that holds the list of
 * records.
 */
function formOfObject(reading: Reading, at: number): Step | null {
	const { scanner, filled, ended } = reading;
	const { window } = scanner;
	const found = findList(scanner, at + 1, filled);
	if (found.kind === 'list' || found.kind === 'other') return readValue;
	if (found.kind === 'end' && isFollowed(window, { at, end: found.at, filled })) return readValue;
	const lineEnd = endOfLine(window, at, filled);
	const isLast = skipSpace(window, lineEnd, filled) === filled;
	if (isLast && !ended && filled - at <= LARGEST_RECORD) return null;
	if (found.kind === 'end' && found.at <= lineEnd) return readLine;
	return !isLast && beginsAnew(reading, at, lineEnd) ? readLine : readValue;
}

/**
 * True if another value follows in the same line. The end of the line is not searched for, because
 * Firehose may write millions of values into one line.
 */
function isFollowed(
	window: Buffer,
	{ at, end, filled }: { readonly at: number; readonly end: number; readonly filled: number },
): boolean {
	const next = skipSpace(window, end, filled);
	return next < filled && opens(window[next]) && !window.subarray(at, next).includes(NEWLINE);
}

/**
 * True if the next line begins an object although the first line is not complete. The first line is
 * then one broken line of many. In a single indented value the lines look different.
 */
function beginsAnew(
	{ scanner: { window }, filled }: Reading,
	at: number,
	lineEnd: number,
): boolean {
	const line = window.toString('latin1', at, lineEnd).trimEnd();
	const next = skipSpace(window, lineEnd, filled);
	return window[next] === OPEN_BRACE && window[next - 1] === NEWLINE && !/[[:,]$/.test(line);
}

/**
 * Text between two values costs only its line, if the next line is JSON by itself. Otherwise a guess
 * could take text inside a record for a record.
 */
function readGarbage(reading: Reading): Step | null {
	const { scanner, at, filled, ended } = reading;
	const lineEnd = endOfLine(scanner.window, at, filled);
	const next = skipSpace(scanner.window, lineEnd, filled);
	const nextEnd = next === filled ? filled : endOfLine(scanner.window, next, filled);
	if (nextEnd === filled && !ended && filled - at <= LARGEST_RECORD) return null;
	return isLineOfJson(scanner, next, nextEnd)
		? readLine
		: giveUp(reading, 'the text here is not a JSON object');
}
