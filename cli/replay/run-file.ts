import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const PIECE = 1 << 16;
const NEWLINE = 0x0a;

/** Writes items to a new file, each as one line of JSON. */
export function writeItems(file: string, items: Iterable<unknown>): void {
	const handle = openSync(file, 'wx', 0o600);
	try {
		let text = '';
		for (const item of items) {
			text += `${JSON.stringify(item)}\n`;
			if (text.length < PIECE) continue;
			writeAll(handle, text);
			text = '';
		}
		writeAll(handle, text);
	} finally {
		closeSync(handle);
	}
}

/** Writes the whole text, because one call may write only a part. */
function writeAll(handle: number, text: string): void {
	const bytes = Buffer.from(text);
	for (let from = 0; from < bytes.length; ) from += writeSync(handle, bytes, from);
}

/** Reads the items of a file that `writeItems` wrote, piece by piece. */
export function* itemsOf<Item>(file: string): Generator<Item> {
	const handle = openSync(file, 'r');
	try {
		const piece = Buffer.allocUnsafeSlow(PIECE);
		let rest = Buffer.alloc(0);
		for (let length = readSync(handle, piece); length > 0; length = readSync(handle, piece)) {
			const text = Buffer.concat([rest, piece.subarray(0, length)]);
			const end = text.lastIndexOf(NEWLINE) + 1;
			for (const line of text.toString('utf8', 0, end).split('\n')) {
				if (line !== '') yield JSON.parse(line);
			}
			rest = text.subarray(end);
		}
	} finally {
		closeSync(handle);
	}
}
