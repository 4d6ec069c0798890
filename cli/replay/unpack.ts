import { constants, gunzipSync } from 'node:zlib';

/** A log file's text is smaller than this, and a text of this size still fits in memory. */
const SMALL_TEXT = 16 << 20;
const LEAST_CHUNK = 1 << 16;
/** A gzip file has at least a header, a block and a trailer. */
const SHORTEST_GZIP = 18;

export function isGzip(bytes: Buffer): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export function isZlibError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

/** A text, and the error if it ends too early. */
export interface Unpacked {
	readonly text: Buffer;
	readonly damage: Error | null;
}

/**
 * Unpacks a gzip file in one call into one buffer, whose length is in the last four bytes of the
 * file; this is much faster than a stream. Null if the file is not that simple (several members, a
 * wrong length, a large text), so a stream must read it.
 * https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1
 */
export function unpackAtOnce(packed: Buffer): Unpacked | null {
	const promised = packed.length < SHORTEST_GZIP ? 0 : packed.readUInt32LE(packed.length - 4);
	try {
		const text = unpack(packed, {
			chunkSize: Math.min(Math.max(promised, LEAST_CHUNK), SMALL_TEXT) + 1,
		});
		return text?.length === promised ? { text, damage: null } : null;
	} catch (error) {
		if (!isZlibError(error)) throw error;
		const text = salvage(packed);
		return text && { text, damage: error };
	}
}

/**
 * Recovers the good part of a damaged file. zlib gives nothing of the piece that contains the
 * damage, so this searches for the longest piece before it. Null if the text is too large for that.
 */
function salvage(packed: Buffer): Buffer | null {
	let text: Buffer | null = Buffer.alloc(0);
	let [good, bad] = [0, packed.length + 1];
	while (bad - good > 1) {
		const middle = (good + bad) >> 1;
		try {
			text = unpack(packed.subarray(0, middle), { finishFlush: constants.Z_SYNC_FLUSH });
			good = middle;
		} catch (error) {
			if (!isZlibError(error)) throw error;
			bad = middle;
		}
	}
	return text;
}

/**
 * Unpacks data; null if the text is too large, because a small file may hold gigabytes of zeros.
 */
function unpack(
	packed: Buffer,
	options: { chunkSize?: number; finishFlush?: number },
): Buffer | null {
	try {
		return gunzipSync(packed, { ...options, maxOutputLength: SMALL_TEXT });
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}
