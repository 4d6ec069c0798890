import { expect, it } from 'vitest';
import { usingKey } from '../../support/a-record.ts';
import { eyes } from '../../support/run-eyes.ts';
import { temporaryFolder } from './temporary-folder.ts';

const OFFICE = '203.0.113.7';
const ELSEWHERE = '192.0.2.7';

const call = (hour: number, sourceIPAddress: string) =>
	usingKey('DescribeInstances', {
		...{ eventTime: `2026-03-03T0${hour}:00:00Z`, eventID: `${hour}`, sourceIPAddress },
	});

/** The containment of the first alert, and the period, of files with one call each. */
async function replayed(calls: readonly ReturnType<typeof call>[], workers: number) {
	const files = calls.map((record, n) => [`${n}.json`, JSON.stringify({ Records: [record] })]);
	const folder = temporaryFolder(Object.fromEntries(files));
	const options = ['--trust', 'office=203.0.113.0/24', '--mode', 'contain', '--format', 'jsonl'];
	const run = await eyes(['replay', folder, ...options, '--workers', String(workers)]);
	const lines = run.stdout
		.trim()
		.split('\n')
		.filter((line) => line !== '');
	expect(lines).toHaveLength(1);
	const { containment } = JSON.parse(lines[0] ?? '');
	return {
		isContained: containment.requests.length > 0 && containment.notContained === null,
		why: containment.notContained,
		period: run.stderr.split('\n')[0],
	};
}

it.each([1, 2])(
	'a key that is at home in the office is contained elsewhere: %i workers',
	async (workers) => {
		// The files are not in the order of time, and the office works on.
		const calls = [call(7, OFFICE), call(3, OFFICE), call(5, ELSEWHERE), call(8, OFFICE)];
		expect(await replayed(calls, workers)).toEqual({
			...{ isContained: true, why: null },
			period: 'period: 2026-03-03 14:00:00 ~ 14:00:00 (KST)',
		});
	},
);

it('a key of which no earlier use is known is left to a human', async () => {
	const calls = [call(7, OFFICE), call(5, ELSEWHERE)];
	expect(await replayed(calls, 1)).toMatchObject({ isContained: false, why: 'key-known-nowhere' });
});
