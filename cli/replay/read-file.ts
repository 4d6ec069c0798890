import type { JsonObject } from '../../shared/record/json-object.ts';
import { OTHERS, type OtherKind, type Refusal, refuse } from '../../shared/record/record.ts';
import type { RecordSink } from '../../shared/record/scan/reading.ts';
import { type RecordReader, recordReader } from '../../shared/record/scan/record-reader.ts';
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
	/** What was recognised and is no record, with its number; in the last batch, for the file. */
	readonly others: readonly OtherCount[];
	/** Set in the last batch: the file holds nothing else. */
	readonly skipped: boolean;
}

export type OtherCount = readonly [OtherKind, number];

/** The parsed records of a piece of this size take some megabytes at most. */
const PIECE = 1 << 20;

/**
 * Reads the records of one file (`-` is standard input) piece by piece, so that memory use stays
 * flat. It never throws because of what the file is or contains: what cannot be read becomes a
 * refusal, and what was read before it is kept. `others` is documented at RecordSink.
 */
export async function* readRecords(
	file: string,
	{ others }: Pick<RecordSink, 'others'> = {},
): AsyncGenerator<RecordBatch> {
	const batches = new Batches(others);
	const { reader } = batches;
	let damage: Refusal | undefined;
	try {
		for await (const text of textOf(file)) {
			for (let from = 0; from < text.length && !reader.finished; from += PIECE) {
				const piece = text.subarray(from, from + PIECE);
				reader.push(piece);
				yield batches.next(piece.length);
			}
			if (reader.finished) break;
		}
	} catch (error) {
		if (!(error instanceof BrokenText)) throw error;
		damage = error.refusal;
	}
	reader.end(damage);
	yield batches.last(file);
}

/** Gathers what the reader finds since the last batch. */
class Batches {
	readonly reader: RecordReader;
	#found: RecordBatch['found'] = [];
	#refused: RecordBatch['refused'] = [];
	#records = 0;
	#bytes = 0;
	#isRefused = false;

	constructor(others: RecordSink['others']) {
		this.reader = recordReader({
			record: (index, record) => this.#found.push({ index, record }),
			refused: (index, refusal) => this.#refused.push({ index, refusal }),
			...(others === undefined ? {} : { others }),
		});
	}

	next(bytes: number): RecordBatch {
		const [found, refused, before] = [this.#found, this.#refused, this.#records];
		[this.#found, this.#refused, this.#records] = [[], [], this.reader.records];
		this.#isRefused ||= refused.length > 0;
		this.#bytes += bytes;
		const records = this.#records - before;
		return { found, refused, records, bytes, ended: false, others: [], skipped: false };
	}

	last(file: string): RecordBatch {
		const others = [...this.reader.others];
		const [only] = others;
		if (only !== undefined && isLie(file, only)) {
			const detail = `expected JSON, found: ${OTHERS[only[0]].one}`;
			this.#refused.push({ index: 0, refusal: refuse('file-damaged', detail) });
			others.pop();
		}
		if (this.#bytes === 0 && this.#refused.length === 0 && OF_CLOUDTRAIL.test(file))
			this.#refused.push({ index: 0, refusal: refuse('file-damaged', 'the file is empty') });
		const batch = this.next(0);
		const skipped = others.length > 0 && this.#records === 0 && !this.#isRefused;
		return { ...batch, ended: true, others, skipped };
	}
}

/** CloudTrail's files have such names. An empty one is what a download leaves that failed. */
const OF_CLOUDTRAIL = /\.json(\.gz)?$/i;

/** Standard input, and a file with such a name, is meant to be a log. */
function isLie(file: string, [kind]: OtherCount): boolean {
	const isMeant = file === '-' || /\.(json|jsonl|ndjson)(\.gz)?$/i.test(file);
	return isMeant && !OTHERS[kind].isBesideRecords;
}
