import { describe, expect, it } from 'vitest';
import { eyes } from '../../support/run-eyes.ts';

async function cards(...args: string[]): Promise<number> {
	const { stdout } = await eyes(['sample-day', ...args]);
	return stdout.split('powered by').length - 1;
}

describe('--severity', () => {
	it('leaves cards that are less severe out, and changes nothing of the summary', async () => {
		expect(await cards()).toBe(11);
		expect(await cards('--severity', 'high')).toBe(6);
		const { stdout } = await eyes(['sample-day', '--severity', 'critical']);
		expect(stdout).toContain('11 messages: critical 3   high 3   medium 3   low 2   info 0');
	});

	it('leaves out lines and Slack messages, but none of what could not be read', async () => {
		const args = ['sample-day', '--severity', 'high', '--format'];
		const lines = (await eyes([...args, 'jsonl'])).stdout.trim().split('\n');
		const severities = lines.map((line) => JSON.parse(line).severity ?? 'unread');
		expect(new Set(severities)).toEqual(new Set(['critical', 'high', 'unread']));
		expect((await eyes([...args, 'slack'])).stdout.trim().split('\n')).toHaveLength(6);
	});
});

it('--locale replaces the configured language', async () => {
	const english = await eyes(['sample-day', '--locale', 'en', '--severity', 'critical']);
	expect(english.stdout.replaceAll('devops팀', '')).not.toMatch(/\p{Script=Hangul}/u);
	const korean = await eyes(['sample-day', '--locale', 'ko', '--format', 'slack']);
	expect(korean.stdout).toMatch(/\p{Script=Hangul}/u);
});

describe('--summary', () => {
	it.each(['text', 'jsonl'])('prints only the summary, whatever the format: %s', async (format) => {
		const { code, stdout } = await eyes(['sample-day', '--summary', '--format', format]);
		const whole = await eyes(['sample-day']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^period: 2026-03-03 08:52:07 ~ 22:32:04 \(KST\)\n11 messages: /);
		expect(whole.stdout.endsWith(`\n${stdout}`)).toBe(true);
	});

	it.each([
		[
			'observe',
			'13 of 15 alerts could be denied (13 only reported in mode observe); 1 with more to do by hand: 1 external caller; 2 not: 2 workload',
		],
		[
			'ask',
			'13 of 15 alerts could be denied (13 left to a human in mode ask); 1 with more to do by hand: 1 external caller; 2 not: 2 workload',
		],
		[
			'contain',
			'13 of 15 alerts would be denied; 1 with more to do by hand: 1 external caller; 2 not: 2 workload',
		],
	])('says what mode %s would have done', async (mode, sentence) => {
		const { stdout } = await eyes(['sample-day', '--summary', '--mode', mode]);
		expect(stdout).toContain(`  ${sentence}\n`);
		expect(stdout).toContain('would be denied from untrusted networks in mode contain: 6 people\n');
	});
});

describe('colours', () => {
	const ESCAPE = '\u001b';

	it('are not printed into a pipe, but if FORCE_COLOR asks for them', async () => {
		const { stdout, stderr } = await eyes(['sample-day']);
		expect(stdout + stderr).not.toContain(ESCAPE);
		const forced = await eyes(['sample-day'], '', { FORCE_COLOR: '1' });
		expect(forced.stdout).toContain(ESCAPE);
		expect(forced.stderr).toContain(ESCAPE);
	});
});
