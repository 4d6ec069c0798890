import type { JsonObject } from '../../shared/record/json-object.ts';
import type { Refusal } from '../../shared/record/record.ts';
import type { RecordSink } from '../../shared/record/scan/reading.ts';
import { recordReader } from '../../shared/record/scan/record-reader.ts';
import { BrokenText, textOf } from './text-of.ts';

/** What one piece of a file holds. The numbers of all batches of a file add up to the file's. */
export interface RecordBatch {
	readonly found: { readonly index: number; readonly record: JsonObject }[];
	readonly refused: { readonly index: number; readonly refusal: Refusal }[];
	/** The number of records that were understood, of every service. */
	readonly records: number;
	/** The number of bytes of the unpacked text. */
	readonly bytes: number;
	/** True for the last batch of the file. */
	readonly ended: boolean;
	/** Set in the last batch: the file is a digest, which holds no records. */
	readonly skipped: boolean;
}

/** The parsed records of a piece of this size take some megabytes at most. */
const PIECE = 1 << 20;

/**
 * Reads the records of one file (`-` is standard input) piece by piece, so that memory use stays
 * flat. It never throws because of what the file is or contains: what cannot be read becomes a
 * refusal, and what was read before it is kept. `wants` is documented at RecordSink.
 */
export async function* readRecords(
	file: string,
	{ wants }: Pick<RecordSink, 'wants'> = {},
): AsyncGenerator<RecordBatch> {
	let found: RecordBatch['found'] = [];
	let refused: RecordBatch['refused'] = [];
	let counted = 0;
	const reader = recordReader({
		record: (index, record) => found.push({ index, record }),
		refused: (index, refusal) => refused.push({ index, refusal }),
		...(wants === undefined ? {} : { wants }),
	});

	function batch(bytes: number, ended: boolean): RecordBatch {
		const skipped = ended && reader.skipped;
		const full = { found, refused, records: reader.records - counted, bytes, ended, skipped };
		[found, refused, counted] = [[], [], reader.records];
		return full;
	}

	let damage: Refusal | undefined;
	try {
		for await (const text of textOf(file)) {
			for (let from = 0; from < text.length && !reader.finished; from += PIECE) {
				const piece = text.subarray(from, from + PIECE);
				reader.push(piece);
				yield batch(piece.length, false);
			}
			if (reader.finished) break;
		}
	} catch (error) {
		if (!(error instanceof BrokenText)) throw error;
		damage = error.refusal;
	}
	reader.end(damage);
	yield batch(0, true);
}
