import { refuse } from '../record.ts';
import {
	COLON,
	COMMA,
	endOfLine,
	isJson,
	isSpace,
	NEWLINE,
	OPEN_BRACE,
	OPEN_BRACKET,
	opens,
	skipSpace,
} from './json-bytes.ts';
import { readValue } from './read-values.ts';
import { giveUp, LARGEST_RECORD, type Reading, type Step, takeValue } from './reading.ts';

/**
 * Reads one line of JSON lines. A broken line affects no other line, because JSON strings contain
 * no newline.
 */
export function readLine(reading: Reading): Step | null {
	const { scanner, at, filled, ended } = reading;
	const end = endOfLine(scanner.window, at, filled);
	if (end - at > LARGEST_RECORD) {
		reading.sink.refused(reading.index, refuse('record-too-large', 'the line is larger than 8 MB'));
		return skipLine;
	}
	if (end === filled && !ended) return null;
	if (at === filled) return null;
	if (end === filled && reading.damage !== null && isOpen(reading))
		return giveUp(reading, 'the last line is cut');
	const form = formOfLine(reading, end);
	if (form === 'unknown') return null;
	if (form === 'values') return readValue;
	if (!takeLine(reading, end)) return readValue;
	reading.at = Math.min(end + 1, filled);
	reading.index++;
	return readLine;
}

/**
 * Between lines there may be a value over several lines. Whether a line begins such a value is told
 * by its end and by the next line; a whole value never ends like this.
 */
function formOfLine(
	{ scanner, at, filled, ended }: Reading,
	lineEnd: number,
): 'line' | 'values' | 'unknown' {
	const { window } = scanner;
	const start = startOfLine(window, at, lineEnd);
	if (!opens(window[start])) return 'line';
	const last = window[endOfText(window, lineEnd) - 1];
	if (!GOES_ON.includes(last)) return 'line';
	const next = skipSpace(window, lineEnd, filled);
	if (next === filled) return ended || filled - at > LARGEST_RECORD ? 'line' : 'unknown';
	const beginsAnew = window[next] === OPEN_BRACE && window[next - 1] === NEWLINE;
	return beginsAnew && last !== OPEN_BRACKET ? 'line' : 'values';
}

const GOES_ON: readonly (number | undefined)[] = [OPEN_BRACE, OPEN_BRACKET, COMMA, COLON];

/** False if the line holds several values: then nothing was taken. */
function takeLine(reading: Reading, lineEnd: number): boolean {
	const { window, scan } = reading.scanner;
	const start = startOfLine(window, reading.at, lineEnd);
	if (start === lineEnd) return true;
	const scanned = scan(start, lineEnd);
	const next = skipSpace(window, Math.abs(scanned), lineEnd);
	if (scanned < 0 && next === lineEnd) {
		reading.records++;
		return true;
	}
	if (scanned !== 0 && opens(window[next]) && isJson(window.subarray(start, Math.abs(scanned))))
		return false;
	reading.at = start;
	takeValue(reading, endOfText(window, lineEnd));
	return true;
}

/**
 * True if the last line is incomplete because the file was cut. The file is reported then, not the
 * line.
 */
function isOpen({ scanner: { scan, window }, at, filled }: Reading): boolean {
	const start = startOfLine(window, at, filled);
	return start < filled && scan(start, filled) === 0;
}

const MOST_STAMP = 600;
/** The time, and the name of a log stream, which has at most 512 characters. */
const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)? +(\S+ +)?(?=\{)/;

/**
 * Skips what CloudWatch Logs writes before each message when it exports a log group to S3, and the
 * command line with `aws logs tail`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html
 */
export function startOfLine(window: Buffer, at: number, lineEnd: number): number {
	const start = skipSpace(window, at, lineEnd);
	const first = window[start];
	if (first === undefined || first < ZERO || first > NINE) return start;
	const begin = window.toString('latin1', start, Math.min(start + MOST_STAMP, lineEnd));
	return start + (STAMP.exec(begin)?.[0].length ?? 0);
}

const ZERO = 0x30;
const NINE = 0x39;

function skipLine(reading: Reading): Step | null {
	const end = endOfLine(reading.scanner.window, reading.at, reading.filled);
	reading.at = end;
	if (end === reading.filled) return null;
	reading.at++;
	reading.index++;
	return readLine;
}

function endOfText(window: Buffer, lineEnd: number): number {
	let end = lineEnd;
	while (isSpace(window[end - 1])) end--;
	return end;
}
