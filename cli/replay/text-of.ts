import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Refusal, refuse } from '../../shared/record/record.ts';
import { isGzip, isZlibError, type Unpacked, unpackAtOnce } from './unpack.ts';

/** Thrown if a file's text ends too early. What was yielded before is good. */
export class BrokenText extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal, cause: unknown) {
		super(refusal.detail, { cause });
		this.refusal = refusal;
	}
}

/** CloudTrail's files have some hundred KB. */
const SMALL_FILE = 4 << 20;
const PIECE = 1 << 17;

/**
 * Gives the text of a file, unpacked and in UTF-8, in pieces; each piece is valid until the next
 * one is asked for. The first bytes show whether the file is gzip, or gzip inside gzip (Firehose
 * may pack again what CloudWatch Logs has packed), or UTF-16, as PowerShell writes it. `-` is
 * standard input.
 */
export async function* textOf(file: string): AsyncGenerator<Buffer> {
	try {
		yield* ifBegins(ifBegins(unpackedOnce(file), gunzipOf), decoderOf);
	} catch (error) {
		throw brokenText(error);
	}
}

type Transform = (text: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

/** Transforms a text, if its first bytes ask for it. */
async function* ifBegins(
	text: AsyncGenerator<Buffer>,
	transformOf: (first: Buffer) => Transform | null,
): AsyncGenerator<Buffer> {
	const first = await text.next();
	if (first.done) return;
	const transform = transformOf(first.value);
	if (transform !== null) yield* transform(joined(Buffer.from(first.value), text));
	else {
		yield first.value;
		yield* text;
	}
}

function gunzipOf(first: Buffer): Transform | null {
	return isGzip(first) ? unpacked : null;
}

/** Without a mark, a zero beside the first bracket shows it. */
function decoderOf(first: Buffer): Transform | null {
	const [a, b] = first;
	const isLittle = (a === 0xff && b === 0xfe) || (isBracket(a) && b === 0);
	const isBig = (a === 0xfe && b === 0xff) || (a === 0 && isBracket(b));
	if (!isLittle && !isBig) return null;
	return (text) => decoded(text, isLittle ? 'utf-16le' : 'utf-16be');
}

function isBracket(byte: number | undefined): boolean {
	return byte === 0x5b || byte === 0x7b;
}

async function* decoded(text: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
	const decoder = new TextDecoder(encoding);
	for await (const piece of text) yield Buffer.from(decoder.decode(piece, { stream: true }));
	yield Buffer.from(decoder.decode());
}

async function* unpackedOnce(file: string): AsyncGenerator<Buffer> {
	const whole = file === '-' ? null : readAtOnce(file);
	if (whole === null) yield* streamedText(file === '-' ? process.stdin : createReadStream(file));
	else {
		yield whole.text;
		giveBack(whole.text);
		if (whole.damage) throw whole.damage;
	}
}

/**
 * All small files are read into this one buffer: new memory for each file costs more than reading
 * it.
 */
const small = Buffer.allocUnsafeSlow(SMALL_FILE);

/** Reads a small file at once; null if it is better read as a stream. */
function readAtOnce(file: string): Unpacked | null {
	const stat = statSync(file);
	if (!stat.isFile() || stat.size > SMALL_FILE) return null;
	const handle = openSync(file, 'r');
	try {
		const bytes = small.subarray(0, readSync(handle, small));
		return isGzip(bytes) ? unpackAtOnce(bytes) : { text: Buffer.from(bytes), damage: null };
	} finally {
		closeSync(handle);
	}
}

/**
 * Frees the memory of a text at once. Otherwise the texts of some hundred files would accumulate
 * between two runs of the garbage collector. Small texts share one buffer, which we must not free.
 */
function giveBack({ buffer }: Buffer): void {
	if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}

async function* streamedText(raw: Readable): AsyncGenerator<Buffer> {
	const source = raw[Symbol.asyncIterator]();
	try {
		const head = await readHead(source);
		if (isGzip(head)) yield* unpacked(joined(head, source));
		else yield* joined(head, source);
	} finally {
		raw.destroy();
	}
}

/** Reads the first bytes, at least as many as are needed to recognise gzip. */
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
	yield head;
	for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

/**
 * Unpacks a stream. If the file is damaged, the text of the last piece before the damage may be
 * lost; the refusal says that the file is damaged.
 */
async function* unpacked(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let taken = 0;
	async function* counted() {
		for await (const piece of packed) {
			taken += piece.length;
			yield piece;
		}
	}
	const gunzip = createGunzip({ chunkSize: PIECE });
	// The loop below throws the stream's error, after the text that came before it.
	pipeline(Readable.from(counted()), gunzip, () => {});
	for await (const text of gunzip) yield text;
	const left = taken - gunzip.bytesWritten;
	if (left > 0)
		throw new BrokenText(
			refuse('file-damaged', `${left} bytes behind the gzip data are not gzip`),
			null,
		);
}

function brokenText(error: unknown): unknown {
	if (isZlibError(error))
		return new BrokenText(refuse('file-damaged', `gzip: ${error.message}`), error);
	const isSystemError = error instanceof Error && 'syscall' in error;
	return isSystemError ? new BrokenText(refuse('file-unreadable', error.message), error) : error;
}
