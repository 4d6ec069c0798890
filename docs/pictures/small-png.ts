import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const RGB = 3;
const COLOURS = 256;

interface Pixels {
	readonly width: number;
	readonly height: number;
	/** Three bytes a pixel, row by row. */
	readonly bytes: Buffer;
}

/**
 * The same picture with the 256 most frequent colours, a third of the size. Chromium's screenshots are true colour, which a
 * page of text does not need. https://www.w3.org/TR/png-3/
 */
export function smallPng(png: Buffer): Buffer {
	const pixels = decode(png);
	const palette = commonColours(pixels.bytes);
	return encode(pixels, palette);
}

function decode(png: Buffer): Pixels {
	const header = png.subarray(16, 29);
	if (header[8] !== 8 || header[9] !== 2 || header[12] !== 0) {
		throw new Error('expected a screenshot of 8-bit RGB without interlacing, as Chromium writes it');
	}
	const width = header.readUInt32BE(0);
	const height = header.readUInt32BE(4);
	return { width, height, bytes: unfilter(inflateSync(Buffer.concat(dataChunks(png))), width * RGB) };
}

function dataChunks(png: Buffer): Buffer[] {
	const chunks: Buffer[] = [];
	for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
		const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(data);
	}
	return chunks;
}

/** Each row is stored as differences from its neighbours, by a rule named in its first byte. */
function unfilter(data: Buffer, stride: number): Buffer {
	const rows = data.length / (stride + 1);
	const out = Buffer.alloc(rows * stride);
	for (let row = 0; row < rows; row++) {
		const rule = data[row * (stride + 1)] ?? 0;
		for (let x = 0; x < stride; x++) {
			const at = row * stride + x;
			const left = x < RGB ? 0 : (out[at - RGB] ?? 0);
			const up = out[at - stride] ?? 0;
			const corner = x < RGB ? 0 : (out[at - stride - RGB] ?? 0);
			out[at] = (data[row * (stride + 1) + 1 + x] ?? 0) + predicted(rule, [left, up, corner]);
		}
	}
	return out;
}

function predicted(rule: number, [left, up, corner]: readonly [number, number, number]): number {
	switch (rule) {
		case 1:
			return left;
		case 2:
			return up;
		case 3:
			return (left + up) >> 1;
		case 4: {
			const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
			if (toLeft <= toUp && toLeft <= toCorner) return left;
			return toUp <= toCorner ? up : corner;
		}
		default:
			return 0;
	}
}
