import { countOther, refuse } from '../record.ts';
import { endOfValue, findList, skipSeparators } from './find-list.ts';
import {
	CLOSE_BRACE,
	CLOSE_BRACKET,
	COLON,
	COMMA,
	OPEN_BRACE,
	OPEN_BRACKET,
	QUOTE,
	skipSpace,
} from './json-bytes.ts';
import { cutShort, giveUp, LARGEST_RECORD, type Reading, type Step, takeValue } from './reading.ts';
import { skipRest } from './skip-rest.ts';

const BREAKS_OFF = 'the JSON is broken in the list of records';

/**
 * Reads the next value of the top level: an object, a list, or an object that holds the list of
 * records. What is known to hold none is skipped without being parsed.
 */
export function readValue(reading: Reading): Step | null {
	const { scanner, filled } = reading;
	const at = skipSpace(scanner.window, reading.at, filled);
	reading.at = at;
	if (at === filled) return null;
	if (scanner.window[at] === OPEN_BRACKET) {
		reading.at++;
		return readElement;
	}
	if (scanner.window[at] !== OPEN_BRACE)
		return giveUp(reading, 'the text here is not a JSON object');
	const found = findList(scanner, at + 1, filled);
	switch (found.kind) {
		case 'list':
			reading.at = found.at;
			return readMember;
		case 'end':
			takeScanned(reading, scanner.scan(at, filled));
			return reading.between;
		case 'other':
			countOther(reading.others, found.what);
			reading.index++;
			return skipRest(reading.between);
		case 'more':
			return wait(reading, readValue);
		case 'broken':
			return giveUp(reading, 'the JSON is broken inside an object');
	}
}

/** Reads one element of a top-level list. */
const readElement: Step = (reading) => elementStep(reading, readElement, reading.between);

/** Reads one element of the list that an object holds. */
const readMember: Step = (reading) => elementStep(reading, readMember, readRest);

function elementStep(reading: Reading, again: Step, after: Step): Step | null {
	const { scanner, filled } = reading;
	const { window } = scanner;
	const at = skipSeparators(window, reading.at, filled);
	reading.at = at;
	if (at === filled) return wait(reading, again);
	switch (window[at]) {
		case CLOSE_BRACKET:
			reading.at++;
			return after;
		case CLOSE_BRACE:
		case COLON:
			return giveUp(reading, BREAKS_OFF);
		case OPEN_BRACE:
			return takeElement(reading, scanner.scan(at, filled), again);
		default:
			return takeElement(reading, endOfValue(scanner, at, filled), again);
	}
}

/** Takes the element that was found, unless the text behind it shows that it was not an element. */
function takeElement(reading: Reading, scanned: number, again: Step): Step | null {
	const goesOn = scanned === 0 ? null : listGoesOn(reading, Math.abs(scanned));
	if (goesOn === null) return wait(reading, again);
	if (!goesOn) return giveUp(reading, BREAKS_OFF);
	takeScanned(reading, scanned);
	return again;
}

/**
 * Tells whether the element that ends at `end` is followed by another element or the end of the
 * list; null if more text is needed to tell. A key behind it means that one bracket too many closed
 * the element, so its fields cannot be trusted.
 */
function listGoesOn({ scanner, at, filled, ended }: Reading, end: number): boolean | null {
	const { window } = scanner;
	const unknown = ended || filled - at > LARGEST_RECORD ? true : null;
	const next = skipSpace(window, end, filled);
	if (next === filled) return unknown;
	// If only the comma between two records is missing, both can still be read.
	if (window[next] !== COMMA) return window[next] === CLOSE_BRACKET || bothOpen(window, at, next);
	const after = skipSeparators(window, next, filled);
	if (after === filled) return unknown;
	if (window[after] === OPEN_BRACE || window[after] === CLOSE_BRACKET) return true;
	const afterEnd = endOfValue(scanner, after, filled);
	const last = afterEnd === 0 ? filled : skipSpace(window, afterEnd, filled);
	if (last === filled) return unknown;
	return window[last] === COMMA || window[last] === CLOSE_BRACKET;
}

function bothOpen(window: Buffer, a: number, b: number): boolean {
	return window[a] === OPEN_BRACE && window[b] === OPEN_BRACE;
}

/** Reads the members that follow the list in its object. */
function readRest(reading: Reading): Step | null {
	const { scanner, at, filled } = reading;
	const found = findList(scanner, at, filled);
	switch (found.kind) {
		case 'list':
			reading.at = found.at;
			return readMember;
		case 'end':
			reading.at = found.at;
			return reading.between;
		case 'more':
			return filled - at > LARGEST_RECORD
				? giveUp(reading, 'more than 8 MB follow the list of records')
				: wait(reading, readRest);
		default:
			return giveUp(reading, 'the JSON is broken behind the list of records');
	}
}

function takeScanned(reading: Reading, scanned: number): void {
	if (Math.abs(scanned) - reading.at > LARGEST_RECORD) {
		refuseLarge(reading);
		reading.at = Math.abs(scanned);
		return;
	}
	if (scanned < 0) {
		reading.records++;
		reading.at = -scanned;
	} else {
		takeValue(reading, scanned);
	}
	reading.index++;
}

/**
 * The value is not complete. More text may complete it, unless the text has ended or the value is
 * too large.
 */
function wait(reading: Reading, again: Step): Step | null {
	if (reading.ended)
		return cutShort(reading, 'inside a record, or before the list of records is closed');
	if (reading.filled - reading.at <= LARGEST_RECORD) return null;
	if (!mayBeSkipped(reading.scanner.window[reading.at])) {
		return giveUp(reading, 'more than 8 MB here are not a record');
	}
	refuseLarge(reading);
	return skipRest(again);
}

function mayBeSkipped(byte: number | undefined): boolean {
	return byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === QUOTE;
}

function refuseLarge(reading: Reading): void {
	reading.sink.refused(reading.index, refuse('record-too-large', 'the record is larger than 8 MB'));
	reading.index++;
}
