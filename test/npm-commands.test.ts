import { describe, expect, it } from 'vitest';
import { eyes, root, SAMPLE_DAY } from './support/run-eyes.ts';
import { npm } from './support/run-npm.ts';

const REPLAY = ['replay', ...SAMPLE_DAY, '--format', 'jsonl'];

/** Where npm says what it runs: on stdout until npm 12, then on stderr. */
const NPM_SAYS = '> eyes-system@';

describe('npm in this project', () => {
	it('says that there is no such script', () => {
		const { code, stderr } = npm(root, 'run', 'no-such-script');
		expect(stderr).toContain('Missing script: "no-such-script"');
		expect(code).toBe(1);
	});

	it('lists the scripts', () => {
		expect(npm(root, 'run').stdout).toContain('node cli/eyes.mjs');
	});

	it('leaves stdout to the data with --silent', async () => {
		const { code, stdout, stderr } = npm(root, 'run', '--silent', 'eyes', '--', ...REPLAY);
		expect(stdout).toBe((await eyes(REPLAY)).stdout);
		expect(code).toBe(3);
		expect(stderr).not.toContain('--silent');
	});

	it('is followed by advice where it has spoiled the data of a pipe', () => {
		const { stdout, stderr } = npm(root, 'run', 'eyes', '--', ...REPLAY);
		expect(stderr.includes('npm run --silent eyes')).toBe(stdout.includes(NPM_SAYS));
	});
});
