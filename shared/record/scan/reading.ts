import { isWatched, type KeyPrefix } from '../event-sources.ts';
import type { JsonObject } from '../json-object.ts';
import { countOther, type OtherCounts, type Refusal, refuse } from '../record.ts';
import { unwrapRecords } from '../unwrap-record.ts';
import { createValueScanner, type ValueScanner } from './value-scanner.ts';

/**
 * Receives what is found in a text, in the order of the text. `index` is the position of the record
 * or of its line, counted from 0.
 */
export interface RecordSink {
	/** Called for each record that is watched; with `others`, for every one that was parsed. */
	record(index: number, record: JsonObject): void;
	refused(index: number, refusal: Refusal): void;
	/**
	 * Which records of other services are wanted too; if it is left out, none is. The rest of them is
	 * counted without being parsed.
	 */
	readonly others?: WantedOthers;
}

/** Tells which records of services are wanted in which nobody signs in. */
export interface WantedOthers {
	/** Only calls with an access key that begins like one of these; every call if it is left out. */
	readonly keys?: readonly KeyPrefix[];
	/**
	 * Tells from the text of a record whether it is wanted. It may be asked about a record more than
	 * once, and the text is valid only during the call.
	 */
	wants(text: Buffer): boolean;
}

/**
 * CloudTrail writes much smaller records (256 KB, or 1 MB as an EventBridge event), and one record
 * of this size still fits in memory.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const LARGEST_RECORD = 8 << 20;

/** The state of reading one text. The window holds the part of the text that is being read. */
export interface Reading {
	readonly sink: RecordSink;
	readonly scanner: ValueScanner;
	/** What `scanner` is made of. It is used for other texts later. */
	readonly bare: ValueScanner;
	/**
	 * `at` is the first byte in the window that was not read yet, `filled` the end of the bytes in
	 * it.
	 */
	at: number;
	filled: number;
	/** `ended`: no more text will come. `damage` says why the text ended too early, if it did. */
	ended: boolean;
	damage: Refusal | null;
	index: number;
	records: number;
	/** Counts what was recognised and is no record. */
	readonly others: OtherCounts;
	step: Step;
	/** Reads on between two values of the top level. */
	readonly between: Step;
}

/** Reads on from `at`. Gives the next step, or null if it needs more text or nothing is left. */
export type Step = (reading: Reading) => Step | null;

/** How a text is read: at its start, and between two values of its top level. */
export interface FirstSteps {
	readonly start: Step;
	readonly between: Step;
}

/**
 * Scanners that are not in use are kept: allocating memory for each of many small files would cost
 * more than reading them.
 */
const idle: ValueScanner[] = [];

export function startReading(sink: RecordSink, { start, between }: FirstSteps): Reading {
	const bare = idle.pop() ?? createValueScanner();
	bare.lookFor(sink.others?.keys ?? []);
	return {
		sink,
		scanner: sink.others === undefined ? bare : scannerFor(sink.others, bare),
		bare,
		at: 0,
		filled: 0,
		ended: false,
		damage: null,
		index: 0,
		records: 0,
		others: new Map(),
		step: start,
		between,
	};
}

/** Gives a scanner that rules out only records that are not wanted. */
function scannerFor({ keys, wants }: WantedOthers, bare: ValueScanner): ValueScanner {
	const { window, scan, isByKey } = bare;
	const isAsked =
		keys === undefined
			? (scanned: number) => scanned < 0
			: (scanned: number) => scanned > 0 && isByKey();
	return {
		...bare,
		scan(start, end) {
			const scanned = scan(start, end);
			if (!isAsked(scanned)) return scanned;
			const recordEnd = Math.abs(scanned);
			return wants(window.subarray(start, recordEnd)) ? recordEnd : -recordEnd;
		},
	};
}

/** Ends the reading. After this only its counts may be used. */
export function endReading({ bare }: Reading): void {
	idle.push(bare);
}

/** Parses the value in the window up to its end and passes on the records in it. */
export function takeValue(reading: Reading, end: number): void {
	const { at, scanner, sink, index } = reading;
	reading.at = end;
	let value: unknown;
	try {
		value = JSON.parse(scanner.window.toString('utf8', at, end));
	} catch (error) {
		sink.refused(index, refuse('not-json', `${end - at} bytes are not JSON${placeOf(error)}`));
		return;
	}
	handOn(reading, value);
}

function handOn(reading: Reading, value: unknown): void {
	const { sink, index, others } = reading;
	for (const found of unwrapRecords(value)) {
		if (found.kind === 'refused') sink.refused(index, found);
		else if (found.kind === 'other') countOther(others, found.what);
		else {
			reading.records++;
			if (sink.others !== undefined || isWatched(found.record)) sink.record(index, found.record);
		}
	}
}

/**
 * JSON.parse quotes the text in its message, and the text may be a secret, so only the position is
 * kept.
 */
function placeOf(error: unknown): string {
	const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
	return place === undefined ? '' : `, from character ${place} on`;
}

/** Reports once that the text ends too early; nothing more is read. */
export function cutShort(reading: Reading, where: string): null {
	return giveUp(reading, `the text ends ${where}`);
}

/**
 * Stops reading, because the structure is lost. A guess about the rest could take text inside a
 * record for a record.
 */
export function giveUp(reading: Reading, detail: string): null {
	return refuseRest(reading, reading.damage ?? refuse('file-damaged', detail));
}

/** Reports once why nothing more of the text is read. */
export function refuseRest(reading: Reading, refusal: Refusal): null {
	reading.sink.refused(reading.index, refusal);
	reading.damage = null;
	reading.step = nothingMore;
	reading.at = reading.filled;
	return null;
}

/** The step after the last one: the rest of the text is not looked at. */
export function nothingMore(reading: Reading): null {
	reading.at = reading.filled;
	return null;
}
