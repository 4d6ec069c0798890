import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './run-eyes.ts';

/** A way to skip a test that cannot say what is missing. */
const SKIPS_IN_SILENCE = /\b(it|test|describe)(\.\w+)*\.(skip|skipIf|runIf|todo)\b|\bskip\(\)/;

function skipsInSilence(file: string): boolean {
	return SKIPS_IN_SILENCE.test(readFileSync(join(root, 'test', file), 'utf8'));
}

describe('a skipped test', () => {
	it('says at the end of the run what it needs', () => {
		const vitest = join(root, 'node_modules/vitest/vitest.mjs');
		const { stdout } = spawnSync(process.execPath, [vitest, 'run', 'test/repository.test.ts'], {
			cwd: root,
			// Without git on it.
			env: { ...process.env, PATH: '' },
			encoding: 'utf8',
		});
		expect(stdout).toMatch(/^skipped: test\/repository\.test\.ts: .*: needs a git clone/m);
	});

	it('is skipped by context.skip with a reason, not by its declaration', () => {
		const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
		const tests = files.filter((file) => file.endsWith('.ts'));
		expect(tests.length).toBeGreaterThan(100);
		expect(tests.filter(skipsInSilence)).toEqual([]);
	});
});
