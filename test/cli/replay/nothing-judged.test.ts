import { describe, expect, it } from 'vitest';
import { whyNothing } from '../../../cli/replay/nothing-judged.ts';
import { Summary } from '../../../cli/replay/summary.ts';
import { consoleLogin } from '../../support/a-record.ts';
import { eyes } from '../../support/run-eyes.ts';
import { temporaryFolder } from './temporary-folder.ts';

const TRUST = ['--trust', 'office=203.0.113.0/24'];
/** 2026-03-04 05:00 in Seoul. */
const login = consoleLogin({ eventTime: '2026-03-03T20:00:00Z', sourceIPAddress: '192.0.2.1' });
const LOG = JSON.stringify({ Records: [login] });
const ec2 = { ...login, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' };

interface Trial {
	readonly args: readonly string[];
	readonly input?: string;
	readonly first: RegExp;
}

const TRIALS: Readonly<Record<string, Trial>> = {
	'a reversed window': {
		args: ['-', '--since', '2026-03-05', '--until', '2026-03-04'],
		input: LOG,
		first:
			/^Nothing was judged: --until 2026-03-04 00:00:00 \(KST\) is not after --since 2026-03-05/,
	},
	'a window without any time': {
		args: ['-', '--since', '2026-03-04', '--until', '2026-03-04'],
		input: LOG,
		first: /^Nothing was judged: --until .* is not after --since/,
	},
	'a window that excludes every record': {
		args: ['-', '--until', '2026-03-04'],
		input: LOG,
		first:
			/^Nothing was judged: no record of the sign-in services or of a credential at work lies in the time up to 2026-03-04 00:00:00 \(KST\)\. They cover 2026-03-04 05:00:00 ~ 05:00:00 \(KST\)/,
	},
	'an empty standard input': {
		args: ['-'],
		first: /^No CloudTrail record was read: standard input is empty/,
	},
	'an empty folder': { args: [], first: /^Nothing was read, because the folder holds no files/ },
	'a log without records': {
		args: ['-'],
		input: '{"Records":[]}',
		first: /^No CloudTrail record was read from 1 file\. A log file of CloudTrail begins with/,
	},
	'something else': {
		args: ['-'],
		input: '{"lines":["x"]}',
		first: /^No CloudTrail record was read from 1 file; the summary says what could not be read/,
	},
};

describe.each(Object.entries(TRIALS))('%s', (_, { args, input = '', first }) => {
	const run = (...more: string[]) => {
		const paths = args.length === 0 ? [temporaryFolder()] : args;
		return eyes(['replay', ...paths, ...TRUST, ...more], input);
	};

	it.each(['text', 'jsonl'])('is said first and ends with 3: %s', async (format) => {
		const { code, stdout, stderr } = await run('--format', format);
		expect(code).toBe(3);
		expect(format === 'text' ? stdout : stderr).toMatch(first);
	});

	it('is said first by the summary alone', async () => {
		const { code, stdout, stderr } = await run('--summary', '--format', 'jsonl');
		expect([code, stdout, stderr]).toEqual([3, expect.stringMatching(first), '']);
	});
});

it('is no error if the log was read, and holds no sign-in', async () => {
	const { code, stdout } = await eyes(
		['replay', '-', ...TRUST],
		JSON.stringify({ Records: [ec2] }),
	);
	expect(code).toBe(0);
	expect(stdout).toMatch(
		/^Nothing was judged: of 1 record, none is of a sign-in service, and none is a call with an access key from an untrusted network\.\n/,
	);
});

it('is no error if CloudTrail itself wrote nothing but other things', () => {
	const summary = new Summary();
	summary.others.set('digest', 2);
	expect(whyNothing(['a', 'b'], summary)).toEqual({
		why: 'No CloudTrail record was read, only 2 digests.',
		isError: false,
	});
});

it('is an error if what was read is no log at all', () => {
	const summary = new Summary();
	summary.others.set('binary', 2).set('picture', 1);
	expect(whyNothing(['a', 'b', 'c'], summary)).toEqual({
		why: 'No CloudTrail record was read, only 2 binary files, 1 picture.',
		isError: true,
	});
});

it('is an error of the sample day too', async () => {
	const { code, stdout } = await eyes(['sample-day', '--since', '2030-01-01']);
	expect([code, stdout]).toEqual([3, expect.stringMatching(/^Nothing was judged/)]);
});
