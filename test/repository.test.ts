import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { root } from './support/run-eyes.ts';

/** True when git would leave this path out of a commit. */
function isIgnored(path: string): boolean {
	return spawnSync('git', ['check-ignore', '--quiet', path], { cwd: root }).status === 0;
}

const isClone = spawnSync('git', ['rev-parse'], { cwd: root }).status === 0;

describe.skipIf(!isClone)('git (needs a clone: git clone, not an archive)', () => {
	it('leaves out the logs that the README tells to copy into the project', () => {
		expect(isIgnored('AWSLogs/111122223333/CloudTrail/log.json.gz')).toBe(true);
	});

	it('keeps the logs of the sample day', () => {
		expect(isIgnored('cli/sample-day/AWSLogs/111122223333/CloudTrail/log.json.gz')).toBe(false);
	});
});
