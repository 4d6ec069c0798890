import { isEventSource } from '../event-sources.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { type Refusal, refuse } from '../record.ts';
import { unwrapRecord } from '../unwrap-record.ts';
import { createValueScanner, type ValueScanner } from './value-scanner.ts';

/** Receives what is found in a text, in its order. `index` is the record's position, or its line's, from 0. */
export interface RecordSink {
	/** A record of one of EVENT_SOURCES. */
	record(index: number, record: JsonObject): void;
	refused(index: number, refusal: Refusal): void;
}

/**
 * Far above what CloudTrail writes (256 KB, 1 MB as an EventBridge event), and little enough to hold in memory.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const LARGEST_RECORD = 8 << 20;

/** Where the reading of one text stands. The window holds the part of the text that is being read. */
export interface Reading {
	readonly sink: RecordSink;
	readonly scanner: ValueScanner;
	/** The first byte in the window that is not read yet, and the end of what stands in it. */
	at: number;
	filled: number;
	/** No more text will come; why it ended too early, if it did. */
	ended: boolean;
	damage: Refusal | null;
	index: number;
	records: number;
	skipped: boolean;
	step: Step;
}

/** Reads on from `at`: the next step, or null where it needs more text (or none is left). */
export type Step = (reading: Reading) => Step | null;

/** Scanners that no reading uses: fresh memory for each of many small files would cost more than reading them. */
const idle: ValueScanner[] = [];

export function startReading(sink: RecordSink, step: Step): Reading {
	return {
		sink,
		scanner: idle.pop() ?? createValueScanner(),
		at: 0,
		filled: 0,
		ended: false,
		damage: null,
		index: 0,
		records: 0,
		skipped: false,
		step,
	};
}

/** Ends the reading; nothing of it may be used after this but its counts. */
export function endReading(reading: Reading): void {
	idle.push(reading.scanner);
}

/**
 * Parses the value in the window up to its end and hands on what it holds. A value that stands alone, not in a list,
 * may itself be a list, or show that the file is a digest.
 */
export function takeValue(reading: Reading, end: number, standsAlone: boolean): void {
	const { at, scanner, sink, index } = reading;
	reading.at = end;
	let value: unknown;
	try {
		value = JSON.parse(scanner.window.toString('utf8', at, end));
	} catch (error) {
		sink.refused(index, refuse('not-json', `${end - at} bytes that are no JSON${placeOf(error)}`));
		return;
	}
	if (standsAlone && reading.records === 0 && isDigest(value)) reading.skipped = true;
	else handOn(reading, value, standsAlone);
}

/** Hands on the record in a value; all those in a list, where the value stands by itself. */
function handOn(reading: Reading, value: unknown, mayBeList: boolean): void {
	const { sink, index } = reading;
	const found = unwrapRecord(value);
	switch (found.kind) {
		case 'refused':
			sink.refused(index, found);
			return;
		case 'list':
			if (!mayBeList)
				sink.refused(index, refuse('not-a-record', 'a list stands where a record should be'));
			else for (const inner of found.values) handOn(reading, inner, false);
			return;
		case 'insight':
			reading.records++;
			return;
		case 'record':
			reading.records++;
			if (isEventSource(found.record.eventSource)) sink.record(index, found.record);
	}
}

/**
 * A digest file lists log files and holds no records; it stands beside them in the bucket.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
function isDigest(value: unknown): boolean {
	return isObject(value) && typeof value.digestStartTime === 'string';
}

/** JSON.parse quotes the text in its message, which may be a secret: only the place is kept. */
function placeOf(error: unknown): string {
	const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
	return place === undefined ? '' : `, from character ${place} on`;
}

/** The text ends inside of something: says so once, and nothing more is read. */
export function cutShort(reading: Reading, where: string): null {
	return giveUp(reading, `the text ends ${where}`);
}

/** The structure is lost, and what follows could be anything: a guess could make a record of a text inside one. */
export function giveUp(reading: Reading, detail: string): null {
	reading.sink.refused(reading.index, reading.damage ?? refuse('file-damaged', detail));
	reading.damage = null;
	reading.step = nothingMore;
	reading.at = reading.filled;
	return null;
}

export function nothingMore(reading: Reading): null {
	reading.at = reading.filled;
	return null;
}
