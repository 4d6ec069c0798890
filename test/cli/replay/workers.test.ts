import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../../cli/replay/find-files.ts';
import type { FileScan } from '../../../cli/replay/scan-file.ts';
import { SortedSignIns } from '../../../cli/replay/sorted-sign-ins.ts';
import { awaitCapacity, createFlow, freeCapacity } from '../../../cli/replay/worker-task.ts';
import { scanFiles } from '../../../cli/replay/workers.ts';
import { needsRealLogs, REAL_LOGS } from '../../support/needs.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { temporaryFolder } from './temporary-folder.ts';

const { networks, use } = aConfiguration();
const SETTINGS = { networks, use };

function filesIn(folder: string): readonly string[] {
	const found = findFiles([folder]);
	if (found.kind === 'missing') throw new Error(found.path);
	return found.files;
}

/** Gives everything that the parts contain, however they are split. */
async function scan(files: readonly string[], workers: number) {
	const parts: FileScan[] = [];
	const groups = new SortedSignIns();
	for await (const part of scanFiles(files, workers, SETTINGS)) {
		parts.push(part);
		for (const group of part.groups) groups.addGroup(group);
	}
	return {
		order: parts.filter(({ ended }) => ended).map(({ file }) => file),
		// Which of the calls are found to repeat others depends on what else a thread has read.
		signIns: parts
			.flatMap(({ file, signIns, repeated }) =>
				[...signIns, ...repeated].map((found) => {
					return { file, index: found.index, signIn: groups.read(found) };
				}),
			)
			.sort((a, b) => a.file - b.file || a.index - b.index),
		refusals: parts.flatMap(({ file, refusals }) => refusals.map((found) => ({ file, ...found }))),
		records: parts.reduce((sum, { records }) => sum + records, 0),
		bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
		skipped: parts.filter(({ skipped }) => skipped).length,
	};
}

const record = (id: number, source = 'sts.amazonaws.com') => ({
	eventSource: source,
	eventName: 'AssumeRole',
	eventTime: '2026-03-03T01:00:00Z',
	eventID: `${id}`,
	userIdentity: { type: 'IAMUser', userName: 'bora' },
});

const list = (length: number) =>
	JSON.stringify({
		Records: Array.from({ length }, (_, id) =>
			record(id, id % 3 === 0 ? 's3.amazonaws.com' : undefined),
		),
	});

/** The files have very different lengths; one of them is cut, one is a digest. */
const LENGTHS = [9000, 1, 0, 40, 2, 7, 3, 700, 5, 12, 1, 1];
const SIGN_INS = LENGTHS.reduce((sum, length) => sum + length - Math.ceil(length / 3), 0);

function aLog(): readonly string[] {
	const files = LENGTHS.map((length, i) => [
		`${String(i).padStart(2, '0')}.json.gz`,
		gzipSync(list(length)),
	]);
	return filesIn(
		temporaryFolder({
			...Object.fromEntries(files),
			'cut.json': '{"Records":[7,{"eventSource":',
			'digest.json': '{"digestStartTime":"x"}',
		}),
	);
}

describe('scanFiles', () => {
	it('gives the same for any number of workers, in the order of the files', async () => {
		const files = aLog();
		const one = await scan(files, 1);
		expect(one.order).toEqual(files.map((_, file) => file));
		expect(one.refusals.map(({ file, index }) => [file, index])).toEqual([
			[12, 0],
			[12, 1],
		]);
		expect(one).toMatchObject({
			records: LENGTHS.reduce((sum, length) => sum + length),
			skipped: 1,
		});
		expect(one.signIns).toHaveLength(SIGN_INS);
		for (const workers of [2, 5]) expect(await scan(files, workers)).toEqual(one);
	});

	it('reads the real logs the same with two workers', async (context) => {
		needsRealLogs(context);
		const files = filesIn(REAL_LOGS);
		expect(await scan(files, 2)).toEqual(await scan(files, 1));
	});

	it('stops reading while many results wait, and loses none', async () => {
		const folder = temporaryFolder({ 'a.json': list(30_000), 'b.json': list(30_000) });
		let [count, isFirst] = [0, true];
		for await (const part of scanFiles(filesIn(folder), 2, SETTINGS)) {
			if (isFirst) await setTimeout(300);
			isFirst = false;
			count += part.signIns.length;
		}
		expect(count).toBe(40_000);
	});

	it('stops reading while one long result waits', () => {
		const flow = createFlow(1);
		const message = { worker: 0, stretch: 0, last: false, text: 'x'.repeat(8 << 20) };
		awaitCapacity(flow, message);
		expect(Atomics.load(flow, 0)).toBe(message.text.length);
		freeCapacity(flow, message);
		expect(Atomics.load(flow, 0)).toBe(0);
	});

	it('ends its threads if the loop is left, also those that wait', async () => {
		const folder = temporaryFolder({ 'a.json': list(30_000), 'b.json': list(30_000) });
		for await (const part of scanFiles(filesIn(folder), 2, SETTINGS)) {
			await setTimeout(300);
			if (part.file === 0) break;
		}
		expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
	});

	it.each([1, 2])(
		'fails if reading fails for another reason than the file, with %i workers',
		async (workers) => {
			await expect(scan(['no path\0', 'no path\0'], workers)).rejects.toThrow(/null bytes/);
		},
	);
});
