import type { OtherCounts, Refusal } from '../record.ts';
import { readBetween, readStart } from './read-start.ts';
import {
	endReading,
	LARGEST_RECORD,
	nothingMore,
	type RecordSink,
	startReading,
} from './reading.ts';

/**
 * Reads a text that comes in pieces of any size. Memory use stays flat: one record is held, the
 * rest goes to the sink.
 */
export interface RecordReader {
	push(text: Uint8Array): void;
	/** Call it when no more text comes. `damage` says why the text ended too early, if it did. */
	end(damage?: Refusal): void;
	/** Counts the records understood so far, of every service. */
	readonly records: number;
	/** Counts what was recognised so far and is no record. */
	readonly others: OtherCounts;
	/** True if nothing more of the text would be read, because it cannot hold records. */
	readonly finished: boolean;
}

/** A piece of this size is still in the processor's cache when it is scanned. */
const PIECE = 1 << 18;

/**
 * Finds the records in a text of any form in which AWS hands them out; the content decides which
 * form it is. Broken records are refused by their position, and the records beside them are read.
 */
export function recordReader(sink: RecordSink): RecordReader {
	const reading = startReading(sink, { start: readStart, between: readBetween });
	let wanted = 0;

	function readOn(): void {
		for (let next = reading.step(reading); next !== null; next = next(reading)) reading.step = next;
	}

	/**
	 * Moves the unread bytes to the front. A long value is scanned again only when its text has
	 * doubled.
	 */
	function moveToFront(): void {
		reading.scanner.window.copyWithin(0, reading.at, reading.filled);
		reading.filled -= reading.at;
		reading.at = 0;
		wanted = Math.min(2 * reading.filled, LARGEST_RECORD + 1);
	}

	function take(piece: Uint8Array): void {
		reading.scanner.window.set(piece, reading.filled);
		reading.filled += piece.length;
		if (reading.filled < wanted) return;
		readOn();
		moveToFront();
	}

	return {
		others: reading.others,
		push(text) {
			for (let from = 0; from < text.length; from += PIECE) take(text.subarray(from, from + PIECE));
		},
		end(damage) {
			reading.ended = true;
			reading.damage = damage ?? null;
			readOn();
			if (reading.damage) sink.refused(reading.index, reading.damage);
			endReading(reading);
		},
		get records() {
			return reading.records;
		},
		get finished() {
			return reading.step === nothingMore;
		},
	};
}
