import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { type Refusal, refuse } from '../../shared/record/record.ts';

/** Thrown where a file's text ends before its end; what was yielded until then is good. */
export class BrokenText extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal, cause: unknown) {
		super(refusal.detail, { cause });
		this.refusal = refusal;
	}
}

/** Files of CloudTrail have some hundred KB; what is read at once stays far below what one process may use. */
const SMALL_FILE = 4 << 20;
const SMALL_TEXT = 16 << 20;
const PIECE = 1 << 18;

/** The unpacked text of a file, in pieces. Whether it is gzip is seen by its first bytes; `-` is standard input. */
export async function* textOf(file: string): AsyncGenerator<Buffer> {
	try {
		const text = file === '-' ? null : smallText(file);
		if (text) yield text;
		else yield* streamedText(file === '-' ? process.stdin : createReadStream(file, { highWaterMark: PIECE }));
	} catch (error) {
		throw brokenText(error);
	}
}

/** Null where the file is better read as a stream. */
function smallText(file: string): Buffer | null {
	const handle = openSync(file, 'r');
	try {
		const stat = fstatSync(handle);
		if (!stat.isFile() || stat.size > SMALL_FILE) return null;
		const bytes = packed.subarray(0, readSync(handle, packed));
		return isGzip(bytes) ? unpackAtOnce(bytes) : Buffer.from(bytes);
	} finally {
		closeSync(handle);
	}
}

/** One place for all small files to be read to: fresh memory for each costs more than the reading. */
const packed = Buffer.allocUnsafeSlow(SMALL_FILE);

function isGzip(bytes: Buffer): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * One call, and one buffer of the length that the last four bytes promise, is much faster than a stream. Null where
 * the file is not that simple (damaged, several members, a false promise): the stream knows what to do with it.
 * https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1
 */
function unpackAtOnce(packed: Buffer): Buffer | null {
	const promised = packed.length < 18 ? 0 : packed.readUInt32LE(packed.length - 4);
	if (promised === 0 || promised > SMALL_TEXT) return null;
	try {
		const text = gunzipSync(packed, { chunkSize: Math.max(promised + 1, 64), maxOutputLength: promised + 1 });
		return text.length === promised ? text : null;
	} catch (error) {
		if (isZlibError(error)) return null;
		throw error;
	}
}

async function* streamedText(raw: Readable): AsyncGenerator<Buffer> {
	const source = raw[Symbol.asyncIterator]();
	try {
		const head = await readHead(source);
		if (isGzip(head)) yield* unpacked(head, source);
		else yield* joined(head, source);
	} finally {
		raw.destroy();
	}
}

/** The first bytes, at least as many as tell gzip from text. */
async function readHead(source: AsyncIterator<Buffer>): Promise<Buffer> {
	let head: Buffer = Buffer.alloc(0);
	while (head.length < 2) {
		const next = await source.next();
		if (next.done) break;
		head = Buffer.concat([head, next.value]);
	}
	return head;
}

async function* joined(head: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
	if (head.length > 0) yield head;
	for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

async function* unpacked(head: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
	let packed = 0;
	async function* counted() {
		for await (const piece of joined(head, source)) {
			packed += piece.length;
			yield piece;
		}
	}
	const gunzip = createGunzip({ chunkSize: PIECE });
	// the error is thrown by the loop below, where the text before it is
	pipeline(Readable.from(counted()), gunzip, () => {});
	for await (const text of gunzip) yield text;
	const left = packed - gunzip.bytesWritten;
	if (left > 0)
		throw new BrokenText(refuse('file-damaged', `${left} bytes behind the gzip data are no gzip`), null);
}

function brokenText(error: unknown): unknown {
	if (!(error instanceof Error) || !('code' in error)) return error;
	if (isZlibError(error)) return new BrokenText(refuse('file-damaged', `gzip: ${error.message}`), error);
	return new BrokenText(refuse('file-unreadable', error.message), error);
}

function isZlibError(error: unknown): boolean {
	if (!(error instanceof Error) || !('code' in error)) return false;
	return error.code === 'ERR_BUFFER_TOO_LARGE' || String(error.code).startsWith('Z_');
}
