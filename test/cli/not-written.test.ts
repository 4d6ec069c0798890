import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { externalSort } from '../../cli/replay/external-sort.ts';
import { eyes, HERE, root } from '../support/run-eyes.ts';
import { temporaryFolder } from './replay/temporary-folder.ts';

const FULL = '/dev/full';

/** Runs `eyes` with a full disk in the place of a stream. */
function onFullDisk(stream: 'stdout' | 'stderr', ...args: readonly string[]) {
	const full = openSync(FULL, 'w');
	const stdio = (name: string) => (name === stream ? full : 'pipe');
	try {
		return spawnSync(process.execPath, ['cli/eyes.ts', 'sample-day', ...args], {
			...{ cwd: root, env: HERE, encoding: 'utf8' },
			stdio: ['ignore', stdio('stdout'), stdio('stderr')],
		});
	} finally {
		closeSync(full);
	}
}

describe.skipIf(!existsSync(FULL))('a full disk', () => {
	it.each(['text', 'jsonl', 'slack'])('under stdout is a sentence and 7: %s', (format) => {
		const { status, stderr } = onFullDisk('stdout', '--format', format);
		expect([status, stderr]).toEqual([
			7,
			expect.stringMatching(
				/^stdout cannot be written, .*ENOSPC.* Make space, or send it elsewhere/,
			),
		]);
	});

	it('under stderr leaves the result as it is', async () => {
		const { status, stdout } = onFullDisk('stderr');
		const whole = await eyes(['sample-day']);
		expect([status, stdout]).toEqual([whole.code, whole.stdout]);
	});
});

it('says so, without a stack trace, if the reader of a pipe is gone', () => {
	const line = `"${process.execPath}" cli/eyes.ts sample-day | true; echo "\${PIPESTATUS[0]}"`;
	const run = spawnSync('bash', ['-c', line], { cwd: root, env: HERE, encoding: 'utf8' });
	expect(run.stdout).toBe('0\n');
	expect(run.stderr).toBe('The reader of the output closed it, so the rest was not printed.\n');
});

it('names the folder of temporary files that cannot be written, and how to choose another', () => {
	const folder = join(temporaryFolder(), 'missing');
	const sort = externalSort<number>((a, b) => a - b, { held: 2, folder });
	sort.add(1);
	expect(() => sort.add(2)).toThrow(
		`the temporary files that sorting needs cannot be written in ${folder}: ENOENT`,
	);
	expect(() => sort.add(3)).toThrow('choose another folder: TMPDIR=/other/folder');
});
