import { spawnSync } from 'node:child_process';
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
	return {
		files: result.files.map((file) => relative(folder, file)),
		skipped: Object.fromEntries(result.skipped),
	};
}

describe('findFiles', () => {
	it('finds the files of a bucket and counts those of the folders without logs', () => {
		const folder = temporaryFolder({
			[LOG]: '',
			[`${TRAIL}/CloudTrail-NetworkActivity/eu-west-1/2026/03/03/n.json.gz`]: '',
			[`${TRAIL}/CloudTrail-Digest/eu-west-1/2026/03/03/d.json.gz`]: '',
			[`${TRAIL}/CloudTrail-Insight/eu-west-1/2026/03/03/i.json.gz`]: '',
			[`${TRAIL}/CloudTrail-Aggregated/eu-west-1/2026/03/03/a.json.gz`]: '',
		});
		expect(found(folder, '.')).toEqual({
			files: [`${TRAIL}/CloudTrail-NetworkActivity/eu-west-1/2026/03/03/n.json.gz`, LOG],
			skipped: { digest: 1, insight: 1, aggregated: 1 },
		});
	});

	it.each([
		'a.json.gz',
		'000000.gz',
		'trail-1-2026-03-03-04-25-00-9f5c',
		'a.txt',
		'json',
		'A.JSON',
	])('leaves it to the content what %s is', (name) => {
		expect(found(temporaryFolder({ [name]: '' }), '.')).toEqual({ files: [name], skipped: {} });
	});

	it('skips what is hidden in a folder, but reads it if it is named', () => {
		const folder = temporaryFolder({ '.DS_Store': '', '.git/a/b': '', '.git/c': '', 'a.json': '' });
		expect(found(folder, '.')).toEqual({ files: ['a.json'], skipped: { hidden: 2 } });
		expect(found(folder, '.git')).toEqual({ files: ['.git/a/b', '.git/c'], skipped: {} });
	});

	it('skips a digest folder also if it is named', () => {
		const folder = temporaryFolder({ 'CloudTrail-Digest/a/d.json.gz': '' });
		expect(found(folder, 'CloudTrail-Digest/a')).toEqual({ files: [], skipped: { digest: 1 } });
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
			skipped: new Map(),
		});
	});

	it('lists a file once that is found twice', () => {
		const folder = temporaryFolder({ 'a/x.json': '' });
		symlinkSync(join(folder, 'a'), join(folder, 'b'));
		symlinkSync(join(folder, 'a/x.json'), join(folder, 'c.json'));
		expect(found(folder, 'a', '.', 'a/x.json')).toEqual({ files: ['a/x.json'], skipped: {} });
	});

	it('does not follow a link in a loop', () => {
		const folder = temporaryFolder({ 'a/x.json': '' });
		symlinkSync(folder, join(folder, 'a/up'));
		symlinkSync('loop.json', join(folder, 'loop.json'));
		expect(found(folder, '.')).toEqual({ files: ['a/x.json', 'loop.json'], skipped: {} });
	});

	it('lists a link to nothing, so that reading it reports the error', () => {
		const folder = temporaryFolder();
		symlinkSync('gone', join(folder, 'a.json'));
		expect(found(folder, '.')).toEqual({ files: ['a.json'], skipped: {} });
	});

	it('reads standard input for -', () => {
		expect(findFiles(['-'])).toEqual({ kind: 'found', files: ['-'], skipped: new Map() });
	});

	it('finds a pipe, as the shell names it', () => {
		const script = `console.log(require('./find-files.ts').findFiles(['/dev/stdin']).files[0])`;
		const folder = join(import.meta.dirname, '../../../cli/replay');
		const line = `echo | "${process.execPath}" -e "${script}"`;
		const { stdout } = spawnSync('bash', ['-c', line], { cwd: folder, encoding: 'utf8' });
		expect(stdout.trim()).toBe('/dev/stdin');
	});

	it('names the path that does not exist', () => {
		const folder = temporaryFolder();
		expect(found(folder, '.', 'gone')).toEqual({ kind: 'missing', path: join(folder, 'gone') });
	});
});
