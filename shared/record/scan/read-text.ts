import { countOther, type OtherKind, refuse } from '../record.ts';
import { endOfLine, isJson, opens, skipSpace } from './json-bytes.ts';
import { readLine, startOfLine } from './read-lines.ts';
import { LARGEST_RECORD, nothingMore, type Reading, type Step } from './reading.ts';

/** A text with one of these was meant to hold records: JSON, JSON in a string, or Python's print. */
const SIGNS = ['"eventSource"', 'eventSource\\"', "'eventSource'"].map((sign) => Buffer.from(sign));

/**
 * Reads a text that does not begin with JSON. From the first line on that is JSON it is read as JSON
 * lines. If there is none, the text is only counted as what it is, unless it speaks of records.
 */
export function readText(what: OtherKind, isDamagedJson: boolean): Step {
	let lines = 0;
	let isOfRecords = isDamagedJson;

	function refuseLines({ sink, index }: Reading): void {
		const detail = lines === 1 ? 'the line is not JSON' : `${lines} lines from here are not JSON`;
		if (lines > 0) sink.refused(index - lines, refuse('not-json', detail));
	}

	function finish(reading: Reading): Step {
		if (isOfRecords) refuseLines(reading);
		else if (lines > 0) countOther(reading.others, what);
		return nothingMore;
	}

	return function read(reading: Reading): Step | null {
		const { at, filled, ended, scanner } = reading;
		if (at === filled) return ended ? finish(reading) : null;
		const end = endOfLine(scanner.window, at, filled);
		if (end === filled && !ended && filled - at <= LARGEST_RECORD) return null;
		if (isJsonLine(reading, end)) {
			refuseLines(reading);
			return readLine;
		}
		isOfRecords ||= SIGNS.some((sign) => scanner.window.subarray(at, end).includes(sign));
		lines++;
		reading.index++;
		reading.at = Math.min(end + 1, filled);
		return read;
	};
}

function isJsonLine({ scanner: { scan, window }, at }: Reading, lineEnd: number): boolean {
	const start = startOfLine(window, at, lineEnd);
	if (!opens(window[start])) return false;
	const end = Math.abs(scan(start, lineEnd));
	if (end === 0 || skipSpace(window, end, lineEnd) !== lineEnd) return false;
	return isJson(window.subarray(start, end));
}
