import { constants, gunzipSync } from 'node:zlib';

/** More than a log file has, little enough to hold in memory. */
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

/** A text, and why it ends too early if it does. */
export interface Unpacked {
	readonly text: Buffer;
	readonly damage: Error | null;
}

/**
 * Unpacks a gzip file in one call, to one buffer of the length that its last four bytes promise: much faster than a
 * stream. Null where the file is not that simple (several members, a false promise, a large text): only a stream
 * knows what to do with it.
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
 * The good part of a damaged file. zlib gives nothing of the piece in which it meets the damage, so the longest piece
 * before it is looked for. Null where the text is too large for that.
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

/** Null where the text is too large: a small file may hold gigabytes of zeros. */
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
