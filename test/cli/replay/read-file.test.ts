import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../../cli/replay/find-files.ts';
import { type OtherCount, readRecords } from '../../../cli/replay/read-file.ts';
import { isWatched } from '../../../shared/record/event-sources.ts';
import { needsRealLogs, REAL_LOGS } from '../../support/needs.ts';
import { temporaryFolder } from './temporary-folder.ts';

const signIn = (id: number) => ({
	eventSource: 'sts.amazonaws.com',
	eventName: 'AssumeRole',
	eventID: `${id}`,
});

/** Gives a log file with so many sign-ins, and text that does not compress to nothing. */
function logText(records: number, padding = 0): string {
	const noise = (id: number) =>
		Array.from({ length: padding }, (_, i) => (id * 7919 + i * i) % 36).join('');
	return JSON.stringify({
		Records: Array.from({ length: records }, (_, id) => ({ ...signIn(id), x: noise(id) })),
	});
}

/** Gives everything that is read of a file with this content. */
async function read(content: Uint8Array | string, file = join(temporaryFolder(), 'log')) {
	writeFileSync(file, content);
	return collect(file);
}

async function collect(file: string) {
	const all = {
		found: [] as number[],
		refused: [] as string[],
		records: 0,
		bytes: 0,
		ends: 0,
		skipped: 0,
		others: [] as OtherCount[],
	};
	for await (const batch of readRecords(file)) {
		all.found.push(...batch.found.map(({ index }) => index));
		all.refused.push(
			...batch.refused.map(({ index, refusal }) => `${index} ${refusal.code}: ${refusal.detail}`),
		);
		all.records += batch.records;
		all.bytes += batch.bytes;
		all.ends += Number(batch.ended);
		all.skipped += Number(batch.skipped);
		all.others.push(...batch.others);
	}
	return all;
}

const count = (length: number) => Array.from({ length }, (_, index) => index);
const SMALL = logText(30, 50);
const LARGE = logText(3000, 3000);

describe('readRecords', () => {
	it.each([
		['a text', SMALL],
		['a gzip', gzipSync(SMALL)],
		[
			'a gzip of several members',
			Buffer.concat([gzipSync(SMALL.slice(0, 999)), gzipSync(SMALL.slice(999))]),
		],
		['a gzip without compression', gzipSync(SMALL, { level: 0 })],
		['UTF-16', Buffer.from(`\uFEFF${SMALL}`, 'utf16le')],
		['UTF-16 without a mark', Buffer.from(SMALL, 'utf16le')],
		['UTF-16, high bytes first, in a gzip', gzipSync(Buffer.from(SMALL, 'utf16le').swap16())],
		[
			'a gzip of several members inside a gzip',
			gzipSync(Buffer.concat([gzipSync(SMALL.slice(0, 999)), gzipSync(SMALL.slice(999))])),
		],
	])('reads %s with any file name', async (_, content) => {
		for (const name of ['a.json', 'a.json.gz']) {
			expect(await read(content, join(temporaryFolder(), name))).toEqual({
				found: count(30),
				refused: [],
				records: 30,
				bytes: Buffer.byteLength(SMALL),
				ends: 1,
				skipped: 0,
				others: [],
			});
		}
	});

	it.each([
		['a text', LARGE],
		['a gzip', gzipSync(LARGE)],
	])('reads %s of many MB in batches', async (_, content) => {
		expect(await read(content)).toMatchObject({
			found: count(3000),
			refused: [],
			records: 3000,
			ends: 1,
		});
	});

	it.each([
		['an empty file', ''],
		['a gzip of nothing', gzipSync('')],
	])('reads %s', async (_, content) => {
		expect(await read(content)).toMatchObject({ found: [], refused: [], records: 0, ends: 1 });
	});

	it('refuses what is no log if its name says that it is one', async () => {
		const folder = temporaryFolder();
		const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
		expect(await read(png, join(folder, 'a.json.gz'))).toMatchObject({
			refused: ['0 file-damaged: expected JSON, found: picture'],
			others: [],
			skipped: 0,
		});
		expect(await read(png, join(folder, 'a'))).toMatchObject({
			refused: [],
			others: [['picture', 1]],
			skipped: 1,
		});
	});

	it('refuses a file of CloudTrail that is empty, and no other', async () => {
		const refusedOf = async (name: string) =>
			(await read('', join(temporaryFolder(), name))).refused;
		for (const name of ['log.json', 'log.json.gz'])
			expect(await refusedOf(name)).toEqual(['0 file-damaged: the file is empty']);
		for (const name of ['000000.gz', '_SUCCESS', 'log.jsonl'])
			expect(await refusedOf(name)).toEqual([]);
	});

	it('reports once that a file is skipped', async () => {
		expect(await read(`{"digestStartTime":"x","y":"${'z'.repeat(9999)}"}`)).toMatchObject({
			refused: [],
			skipped: 1,
			others: [['digest', 1]],
		});
	});

	it('keeps the records before the end of a gzip that is cut anywhere', async () => {
		const lines = count(200).map((id) => JSON.stringify(signIn(id)));
		const packed = gzipSync(lines.join('\n'));
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 2, max: packed.length - 1 }), async (length) => {
				const { found, refused } = await read(packed.subarray(0, length));
				expect(found).toEqual(count(found.length));
				expect(refused).toEqual([`${found.length} file-damaged: gzip: unexpected end of file`]);
			}),
			{ numRuns: 50 },
		);
	});

	it('loses no whole record of a gzip that is cut', async () => {
		const stored = gzipSync(SMALL, { level: 0 });
		const cut = stored.indexOf('"eventID":"20"');
		expect((await read(stored.subarray(0, cut))).found).toEqual(count(20));
	});

	it.each([
		[
			'whose checksum is wrong',
			(gzip: Buffer) => gzip.fill(0, gzip.length - 8, gzip.length - 4),
			'incorrect data check',
		],
		[
			'whose length is wrong',
			(gzip: Buffer) => gzip.fill(9, gzip.length - 4),
			'incorrect length check',
		],
		[
			'with something else behind it',
			(gzip: Buffer) => Buffer.concat([gzip, Buffer.from('junk')]),
			'header',
		],
		[
			'with zeros behind it',
			(gzip: Buffer) => Buffer.concat([gzip, Buffer.alloc(9)]),
			'9 bytes behind',
		],
	])('reads a gzip %s, and reports it', async (_, damage, word) => {
		const { found, refused } = await read(damage(gzipSync(SMALL)));
		expect(found).toEqual(count(30));
		expect(refused).toEqual([expect.stringMatching(new RegExp(`^30 file-damaged: .*${word}`))]);
	});

	it('reads a large gzip that is cut, up to the cut', async () => {
		const packed = gzipSync(LARGE, { level: 1 });
		const { found, refused } = await read(packed.subarray(0, packed.length - 100));
		expect(found.length).toBeGreaterThan(2900);
		expect(refused).toEqual([`${found.length} file-damaged: gzip: unexpected end of file`]);
	});

	it('uses little memory if a small file holds a huge text', async () => {
		const { refused, bytes } = await read(gzipSync(`{"x":"${'y'.repeat(24 << 20)}"}`));
		expect(refused).toEqual(['0 record-too-large: the record is larger than 8 MB']);
		expect(bytes).toBeGreaterThan(24 << 20);
	});

	it('stops early if nothing more would be read', async () => {
		expect((await read(`{"Records":[${'}'.repeat(3 << 20)}`)).bytes).toBeLessThan(2 << 20);
	});

	it('refuses what cannot be read', async () => {
		const folder = temporaryFolder();
		expect((await collect(folder)).refused).toEqual([
			expect.stringMatching(/^0 file-unreadable: EISDIR/),
		]);
		expect((await collect(join(folder, 'gone'))).refused).toEqual([
			expect.stringMatching(/^0 file-unreadable: ENOENT/),
		]);
	});

	it('reads several files at the same time', async () => {
		const folder = temporaryFolder({
			a: logText(40, 99),
			b: gzipSync(logText(50, 99)),
			c: logText(9),
		});
		const all = await Promise.all(['a', 'b', 'c'].map((name) => collect(join(folder, name))));
		expect(all.map(({ found }) => found)).toEqual([count(40), count(50), count(9)]);
	});

	it('finds in the real logs what JSON.parse finds', async (context) => {
		needsRealLogs(context);
		const found = findFiles([REAL_LOGS]);
		const files = found.kind === 'found' ? found.files : [];
		for (const file of files.filter((name) => !name.endsWith('.md'))) {
			const ids: unknown[] = [];
			for await (const batch of readRecords(file))
				ids.push(...batch.found.map(({ record }) => record.eventID));
			expect(ids, file).toEqual(idsIn(file));
		}
	});
});

/** Gives the ids of the sign-in records of a file, read with JSON.parse. */
function idsIn(file: string): unknown[] {
	const bytes = readFileSync(file);
	const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
	const values = valuesIn(text);
	return values
		.flatMap((value) => value.Records ?? value)
		.map((value) => value.event ?? value.detail ?? value)
		.filter((value) => isWatched(value))
		.map((value) => value.eventID);
}

function valuesIn(text: string) {
	try {
		return [JSON.parse(text)];
	} catch {
		const lines = text.split('\n').filter((line) => line.trim() !== '');
		return lines.map((line) => JSON.parse(line));
	}
}
