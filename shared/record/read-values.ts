import { endOfValue, findList, skipSeparators } from './find-list.ts';
import {
	cutShort,
	giveUp,
	LARGEST_RECORD,
	nothingMore,
	type Reading,
	type Step,
	takeValue,
} from './reading.ts';
import { refuse } from './record.ts';
import { skipSpace } from './scan-value.ts';
import { skipRest } from './skip-rest.ts';

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const QUOTE = 0x22;

/** Reads the next value that stands by itself: an object, a list, or an object that holds the list. */
export function readValue(reading: Reading): Step | null {
	const { window, filled } = reading;
	const at = skipSpace(window, reading.at, filled);
	reading.at = at;
	if (at === filled) return null;
	if (window[at] === OPEN_BRACKET) {
		reading.at++;
		return readElement;
	}
	if (window[at] !== OPEN_BRACE) return giveUp(reading, 'something that is no JSON object follows here');
	const found = findList(window, at + 1, filled);
	switch (found.kind) {
		case 'list':
			reading.at = found.at;
			return readMember;
		case 'end':
			takeScanned(reading, reading.scan(window, at, filled), true);
			return reading.skipped ? nothingMore : readValue;
		case 'more':
			return wait(reading, readValue);
		case 'broken':
			return giveUp(reading, 'the JSON breaks off inside an object');
	}
}

/** An element of a list that stands by itself. */
const readElement: Step = (reading) => elementStep(reading, readElement, readValue);

/** An element of the list inside an object. */
const readMember: Step = (reading) => elementStep(reading, readMember, readRest);

function elementStep(reading: Reading, again: Step, after: Step): Step | null {
	const { window, filled } = reading;
	const at = skipSeparators(window, reading.at, filled);
	reading.at = at;
	if (at === filled) return wait(reading, again);
	if (window[at] === CLOSE_BRACKET) {
		reading.at++;
		return after;
	}
	const isRecord = window[at] === OPEN_BRACE;
	const scanned = isRecord ? reading.scan(window, at, filled) : endOfValue(window, at, filled);
	const next = skipSpace(window, Math.abs(scanned), filled);
	if (scanned === 0 || (next === filled && !reading.ended)) return wait(reading, again);
	const goesOn = next === filled || mayFollow(window[next], isRecord);
	if (isRecord || goesOn) takeScanned(reading, scanned, false);
	return goesOn ? again : giveUp(reading, 'the JSON breaks off in the list of records');
}

/** A comma forgotten between two records is no reason to read neither. */
function mayFollow(byte: number | undefined, isRecord: boolean): boolean {
	return byte === COMMA || byte === CLOSE_BRACKET || (isRecord && byte === OPEN_BRACE);
}

/** What follows the list in its object. */
function readRest(reading: Reading): Step | null {
	const { window, at, filled } = reading;
	const found = findList(window, at, filled);
	switch (found.kind) {
		case 'list':
			reading.at = found.at;
			return readMember;
		case 'end':
			reading.at = found.at;
			return readValue;
		case 'more':
			return reading.filled - at > LARGEST_RECORD
				? giveUp(reading, 'more than 8 MB behind the list of records')
				: wait(reading, readRest);
		case 'broken':
			return giveUp(reading, 'the JSON breaks off behind the list of records');
	}
}

function takeScanned(reading: Reading, scanned: number, standsAlone: boolean): void {
	if (Math.abs(scanned) - reading.at > LARGEST_RECORD) {
		refuseLarge(reading);
		reading.at = Math.abs(scanned);
	} else if (scanned < 0) {
		reading.records++;
		reading.index++;
		reading.at = -scanned;
	} else {
		takeValue(reading, scanned, standsAlone);
		reading.index++;
	}
}

/** A value is not complete: more text may complete it, unless the text has ended or the value is too large. */
function wait(reading: Reading, again: Step): Step | null {
	if (reading.ended) return cutShort(reading, 'inside a record, or before the list of records is closed');
	if (reading.filled - reading.at <= LARGEST_RECORD) return null;
	if (!mayBeSkipped(reading.window[reading.at])) return giveUp(reading, 'more than 8 MB that are no record');
	refuseLarge(reading);
	return skipRest(again);
}

function mayBeSkipped(byte: number | undefined): boolean {
	return byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === QUOTE;
}

function refuseLarge(reading: Reading): void {
	reading.sink.refused(reading.index, refuse('record-too-large', 'the record has more than 8 MB'));
	reading.index++;
}
