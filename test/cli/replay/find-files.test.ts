import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../../cli/replay/find-files.ts';
import { temporaryFolder } from './temporary-folder.ts';

const TRAIL = 'AWSLogs/o-abc/111122223333';
const LOG = `${TRAIL}/CloudTrail/eu-west-1/2026/03/03/a.json.gz`;

/** Gives what is found, with paths relative to the folder. */
function found(folder: string, ...names: string[]) {
	const result = findFiles(names.map((name) => join(folder, name)));
	if (result.kind !== 'found') return result;
	return { files: result.files.map((file) => relative(folder, file)), skipped: result.skipped };
}

describe('findFiles', () => {
	it('finds the logs of a bucket and counts the other files', () => {
		const folder = temporaryFolder({
			[LOG]: '',
			[`${TRAIL}/CloudTrail/eu-west-1/2026/03/03/readme.txt`]: '',
			[`${TRAIL}/CloudTrail-Digest/eu-west-1/2026/03/03/d.json.gz`]: '',
			[`${TRAIL}/CloudTrail-Insight/eu-west-1/2026/03/03/i.json.gz`]: '',
		});
		expect(found(folder, '.')).toEqual({ files: [LOG], skipped: 3 });
	});

	it.each(['a.json', 'a.json.gz', 'a.jsonl', 'a.ndjson.gz', 'a.log', 'A.JSON'])(
		'reads %s in a folder',
		(name) => {
			expect(found(temporaryFolder({ [name]: '' }), '.')).toEqual({ files: [name], skipped: 0 });
		},
	);

	it.each(['a.txt', 'a.gz', 'json', 'a.json.bak', 'a.parquet'])('skips %s in a folder', (name) => {
		expect(found(temporaryFolder({ [name]: '' }), '.')).toEqual({ files: [], skipped: 1 });
	});

	it('reads a file that is named, whatever its extension', () => {
		expect(found(temporaryFolder({ 'a.txt': '' }), 'a.txt')).toEqual({
			files: ['a.txt'],
			skipped: 0,
		});
	});

	it('skips a digest folder also if it is named', () => {
		const folder = temporaryFolder({ 'CloudTrail-Digest/a/d.json.gz': '' });
		expect(found(folder, 'CloudTrail-Digest/a')).toEqual({ files: [], skipped: 1 });
	});

	it('sorts by code unit, and names files as the user would', () => {
		const folder = temporaryFolder({
			'b.json': '',
			'a/z.json': '',
			'a.json': '',
			'B.json': '',
			'é.json': '',
		});
		expect(findFiles([`${folder}/`])).toEqual({
			kind: 'found',
			files: ['B.json', 'a.json', 'a/z.json', 'b.json', 'é.json'].map((name) => join(folder, name)),
			skipped: 0,
		});
	});

	it('lists a file once that is found twice', () => {
		const folder = temporaryFolder({ 'a/x.json': '' });
		symlinkSync(join(folder, 'a'), join(folder, 'b'));
		symlinkSync(join(folder, 'a/x.json'), join(folder, 'c.json'));
		expect(found(folder, 'a', '.', 'a/x.json')).toEqual({ files: ['a/x.json'], skipped: 0 });
	});

	it('does not follow a link in a loop', () => {
		const folder = temporaryFolder({ 'a/x.json': '' });
		symlinkSync(folder, join(folder, 'a/up'));
		symlinkSync('loop.json', join(folder, 'loop.json'));
		expect(found(folder, '.')).toEqual({ files: ['a/x.json', 'loop.json'], skipped: 0 });
	});

	it('lists a link to nothing, so that reading it reports the error', () => {
		const folder = temporaryFolder();
		symlinkSync('gone', join(folder, 'a.json'));
		symlinkSync('gone', join(folder, 'a.txt'));
		expect(found(folder, '.')).toEqual({ files: ['a.json'], skipped: 1 });
	});

	it('reads standard input for -', () => {
		expect(findFiles(['-'])).toEqual({ kind: 'found', files: ['-'], skipped: 0 });
	});

	it('names the path that does not exist', () => {
		const folder = temporaryFolder();
		expect(found(folder, '.', 'gone')).toEqual({ kind: 'missing', path: join(folder, 'gone') });
	});
});
