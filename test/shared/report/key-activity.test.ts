import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyUse } from '../../../shared/history/key-use.ts';
import { activityOfUses, KeyActivityCounter } from '../../../shared/report/key-activity.ts';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 2, 3, 1);

function aCall(over: Partial<KeyUse> = {}): KeyUse {
	return {
		...{ network: 'office', classification: 'trusted', agent: 'aws-cli/2.15.30 Python/3.11' },
		...{ service: 's3', action: 'GetObject', lastAt: AT },
		...over,
	};
}

const away = (over: Partial<KeyUse> = {}) =>
	aCall({ network: '192.0.2.7', classification: 'untrusted', ...over });
const onGithub = (over: Partial<KeyUse> = {}) =>
	aCall({ agent: 'x configure-aws-credentials-for-github-actions', ...over });

function summaryOf(calls: readonly KeyUse[]) {
	const counter = new KeyActivityCounter();
	for (const call of calls) counter.add(call, call.action === 'AssumeRole');
	return counter.summary();
}

describe('the activity of a key', () => {
	it('tells where, with what and how often, the most frequent and the latest first', () => {
		const calls = [
			aCall({ lastAt: AT - 2 * DAY }),
			aCall({ action: 'PutObject', agent: null }),
			away({ lastAt: AT - 3 * DAY }),
			aCall({ service: 'sts', action: 'AssumeRole', agent: 'rclone/v1.66.0' }),
		];
		expect(summaryOf(calls)).toEqual({
			...{ calls: 4, networkCount: 2, days: 3, sessions: 1, lastAt: AT, runsOn: null },
			networks: [
				{ network: '192.0.2.7', classification: 'untrusted', lastAt: AT - 3 * DAY },
				{ network: 'office', classification: 'trusted', lastAt: AT },
			],
			services: ['s3', 'sts'],
			actions: ['s3:GetObject', 's3:PutObject', 'sts:AssumeRole'],
			programs: ['aws-cli 2.15', 'rclone 1.66'],
		});
	});

	it('is the same in any order', () => {
		const calls = [aCall(), away(), onGithub({ lastAt: AT - 1 }), away({ lastAt: AT - DAY })];
		const orders = fc.shuffledSubarray(calls, { minLength: 4, maxLength: 4 });
		fc.assert(
			fc.property(orders, (order) => {
				expect(summaryOf(order)).toEqual(summaryOf(calls));
			}),
		);
	});

	it('is empty where nothing was seen', () => {
		expect(activityOfUses([])).toMatchObject({ calls: 0, networkCount: 0, lastAt: null });
	});

	it('runs on a machine if all agents of the last 90 days name the same one', () => {
		expect(summaryOf([onGithub()]).runsOn).toBe('GitHub Actions');
		expect(summaryOf([onGithub(), aCall({ lastAt: AT - 91 * DAY })]).runsOn).toBe('GitHub Actions');
		expect(summaryOf([onGithub(), aCall({ lastAt: AT - 90 * DAY })]).runsOn).toBe(null);
		expect(summaryOf([onGithub(), aCall({ agent: null })]).runsOn).toBe(null);
		const onLambda = aCall({ agent: 'Boto3/1.34.0 exec-env/AWS_Lambda_python3.12' });
		expect(summaryOf([onGithub(), onLambda]).runsOn).toBe(null);
	});

	it('counts networks that are not listed, and lists the untrusted one of many', () => {
		const others = Array.from({ length: 10_010 }, (_, n) =>
			aCall({ network: `10.0.${n >> 8}.${n & 255}`, classification: 'unknown', lastAt: AT + n }),
		);
		const { networks, networkCount, calls } = summaryOf([...others, away()]);
		expect(networks).toHaveLength(20);
		expect(networks[0]).toMatchObject({ network: '192.0.2.7' });
		expect({ networkCount, calls }).toEqual({ networkCount: 10_001, calls: 10_011 });
	});

	it('stays small if every call has another agent', () => {
		const calls = Array.from({ length: 12_000 }, (_, n) => aCall({ agent: `tool${n}/1.0` }));
		expect(summaryOf([...calls, ...calls.slice(5, 6)]).programs[0]).toBe('tool5 1.0');
	});

	it('of history has the latest use at each network', () => {
		const use = aCall({ service: 'sts', action: 'AssumeRole' });
		expect(activityOfUses([use, away({ lastAt: AT - DAY })])).toMatchObject({
			...{ calls: 2, networkCount: 2, days: 2, sessions: 0, lastAt: AT },
			actions: ['s3:GetObject', 'sts:AssumeRole'],
		});
	});
});
