import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Text on white has few colours, so a palette makes its picture three times as small. */
const MOST_COLOURS = 128;
/** Colours that differ less than this are one. */
const LEAST_DISTANCE = 300;
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Makes a PNG of few colours from one of 8 bits a channel, as Chromium writes it. */
export function palettePng(png: Buffer): Buffer {
	const { width, height, channels, data } = decode(png);
	const colourAt = (at: number) =>
		((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
	const counts = new Map<number, number>();
	for (let at = 0; at < data.length; at += channels) {
		const colour = colourAt(at);
		counts.set(colour, (counts.get(colour) ?? 0) + 1);
	}
	const palette = paletteOf([...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour));
	const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]));
	const rows = Buffer.alloc((width + 1) * height);
	for (let pixel = 0; pixel < width * height; pixel++)
		rows[pixel + Math.floor(pixel / width) + 1] = indexOf.get(colourAt(pixel * channels)) ?? 0;
	return encode(rows, palette, { width, height });
}

/** The first colours that can be told apart. A bar has few pixels, but its colour matters. */
function paletteOf(colours: readonly number[]): readonly number[] {
	const palette: number[] = [];
	for (const colour of colours) {
		if (palette.length >= MOST_COLOURS) break;
		if (palette.every((other) => distance(colour, other) >= LEAST_DISTANCE)) palette.push(colour);
	}
	return palette;
}

function nearest(colour: number, palette: readonly number[]): number {
	let best = 0;
	for (const [at, other] of palette.entries())
		if (distance(colour, other) < distance(colour, palette[best] ?? 0)) best = at;
	return best;
}

function distance(one: number, other: number): number {
	return [16, 8, 0].reduce(
		(sum, bits) => sum + (((one >> bits) & 255) - ((other >> bits) & 255)) ** 2,
		0,
	);
}

interface Size {
	readonly width: number;
	readonly height: number;
}

interface Picture extends Size {
	/** 3 or 4 bytes a pixel. */
	readonly channels: number;
	readonly data: Buffer;
}

function decode(png: Buffer): Picture {
	const packed: Buffer[] = [];
	for (let at = SIGNATURE.length; at < png.length; ) {
		const length = png.readUInt32BE(at);
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
			packed.push(png.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	const channels = png[25] === 6 ? 4 : 3;
	const rows = inflateSync(Buffer.concat(packed));
	return { width, height, channels, data: unfiltered(rows, { width, height, channels }) };
}

/**
 * Each row is the difference to a guess from the pixel to the left and the row above, which begin
 * with a black pixel here. https://www.w3.org/TR/png-3/#9Filters
 */
function unfiltered(rows: Buffer, { width, height, channels }: Omit<Picture, 'data'>): Buffer {
	const length = width * channels;
	let above = Buffer.alloc(channels + length);
	const lines = Array.from({ length: height }, (_, y) => {
		const start = y * (length + 1);
		const line = Buffer.alloc(channels + length);
		for (let x = 0; x < length; x++) {
			const [left = 0, up = 0, corner = 0] = [line[x], above[x + channels], above[x]];
			const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
			line[x + channels] = (rows[start + 1 + x] ?? 0) + (guesses[rows[start] ?? 0] ?? 0);
		}
		above = line;
		return line.subarray(channels);
	});
	return Buffer.concat(lines);
}

function paeth(left: number, above: number, corner: number): number {
	const [a, b, c] = [
		Math.abs(above - corner),
		Math.abs(left - corner),
		Math.abs(left + above - 2 * corner),
	];
	if (a <= b && a <= c) return left;
	return b <= c ? above : corner;
}

function encode(rows: Buffer, palette: readonly number[], { width, height }: Size): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 3], 8);
	const colours = Buffer.from(
		palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
	);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', colours),
		chunk('IDAT', deflateSync(rows, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	framed.set(body, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}
