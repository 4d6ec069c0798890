import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { externalSort } from '../../cli/replay/external-sort.ts';
import { consoleLogin } from '../support/a-record.ts';
import { FULL_DISK, needsFullDisk } from '../support/needs.ts';
import { eyes, HERE, root } from '../support/run-eyes.ts';
import { temporaryFolder } from './replay/temporary-folder.ts';

/** Runs `eyes` with a full disk in the place of a stream. */
function onFullDisk(stream: 'stdout' | 'stderr', ...args: readonly string[]) {
	const full = openSync(FULL_DISK, 'w');
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

describe('a full disk', () => {
	beforeEach(needsFullDisk);

	it.each(['text', 'jsonl'])('under stdout is a sentence and 7: %s', (format) => {
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

it('leaves no temporary file behind when it is interrupted', async () => {
	const TMPDIR = temporaryFolder({ x: '' });
	const args = ['replay', '-', '--trust', 'office=203.0.113.0/24'];
	const child = spawn(process.execPath, ['cli/eyes.ts', ...args], {
		...{ cwd: root, env: { ...HERE, TMPDIR }, stdio: ['pipe', 'ignore', 'ignore'] },
	});
	const ended = once(child, 'exit');
	// Standard input stays open, so it waits for more after it has written a temporary file.
	const lines = Array.from({ length: 12_000 }, () => `${JSON.stringify(consoleLogin())}\n`);
	// What is still in the pipe when the command ends cannot be written any more.
	child.stdin.on('error', () => {});
	child.stdin.write(lines.join(''));
	await vi.waitUntil(() => readdirSync(TMPDIR).length === 2, { timeout: 60_000 });
	child.kill('SIGINT');
	expect(await ended).toEqual([130, null]);
	expect(readdirSync(TMPDIR)).toEqual(['x']);
});
