import { spawnSync } from 'node:child_process';
import { beforeEach, describe, expect, it } from 'vitest';
import { needsClone } from './support/needs.ts';
import { root } from './support/run-eyes.ts';

/** True when git would leave this path out of a commit. */
function isIgnored(path: string): boolean {
	return spawnSync('git', ['check-ignore', '--quiet', path], { cwd: root }).status === 0;
}

describe('git', () => {
	beforeEach(needsClone);

	it('leaves out the logs that the README tells to copy into the project', () => {
		expect(isIgnored('AWSLogs/111122223333/CloudTrail/log.json.gz')).toBe(true);
	});

	it('keeps the logs of the sample day', () => {
		expect(isIgnored('cli/sample-day/AWSLogs/111122223333/CloudTrail/log.json.gz')).toBe(false);
	});
});
