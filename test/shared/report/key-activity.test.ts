import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyUse } from '../../../shared/history/key-use.ts';
import { activityOfUses, KeyActivityCounter } from '../../../shared/report/key-activity.ts';
import { DAY } from '../../../shared/report/whole-days.ts';
import { GENERATED } from '../../support/a-user.ts';

function aUse(given: Partial<KeyUse> = {}): KeyUse {
	return {
		...{ network: 'seoul-hq', classification: 'trusted', lastAt: GENERATED },
		...{ service: 's3', action: 'GetObject', agent: 'aws-cli/2.31.0' },
		...given,
	};
}

function summaryOf(calls: readonly (readonly [KeyUse, boolean])[]) {
	const counter = new KeyActivityCounter();
	for (const [use, madeSession] of calls) counter.add(use, madeSession);
	return counter.summary();
}

const CLASSIFICATIONS = ['trusted', 'untrusted', 'unknown', 'not-judged'] as const;
const AGENTS = ['aws-cli/2.31.0', 'Boto3/1.35.71 exec-env/AWS_Lambda', 'gitlab-runner 17', null];

/** Few different values, so that many are the same, at times that are often the same too. */
const someUse = fc
	.record({
		network: fc.nat(30),
		day: fc.nat(100),
		service: fc.constantFrom('s3', 'sts', 'ec2'),
		action: fc.nat(25),
		agent: fc.constantFrom(...AGENTS),
	})
	.map(({ network, day, service, action, agent }) =>
		aUse({
			...{ service, agent, action: `Action${action}`, lastAt: GENERATED - day * DAY },
			network: `network${network}`,
			// A network is judged in the same way each time.
			classification: CLASSIFICATIONS[network % 4] ?? 'unknown',
		}),
	);
const someCalls = fc.array(fc.tuple(someUse, fc.boolean()), { minLength: 1, maxLength: 80 });

describe('KeyActivityCounter', () => {
	it('counts what a key did, the most frequent first', () => {
		const calls = [
			...[aUse({ lastAt: GENERATED - DAY }), aUse(), aUse({ action: 'PutObject' })],
			aUse({ service: 'sts', action: 'AssumeRole', agent: 'Boto3/1.35.71' }),
		].map((use) => [use, use.action === 'AssumeRole'] as const);
		expect(summaryOf(calls)).toEqual({
			...{ calls: 4, days: 2, sessions: 1, lastAt: GENERATED, runsOn: null },
			networks: [{ network: 'seoul-hq', classification: 'trusted', lastAt: GENERATED }],
			...{ networkCount: 1, services: ['s3', 'sts'] },
			actions: ['s3:GetObject', 's3:PutObject', 'sts:AssumeRole'],
			programs: ['aws-cli 2.31', 'boto3 1.35'],
		});
	});

	it('gives the same summary in any order of the calls', () => {
		const shuffled = someCalls.chain((calls) =>
			fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length })),
		);
		fc.assert(
			fc.property(shuffled, ([calls, others]) => {
				expect(summaryOf(others)).toEqual(summaryOf(calls));
			}),
		);
	});

	it('lists what occurred, and never more than 20 of a kind', () => {
		fc.assert(
			fc.property(someCalls, (calls) => {
				const { networks, networkCount, actions, days, lastAt } = summaryOf(calls);
				const uses = calls.map(([use]) => use);
				expect(networkCount).toBe(new Set(uses.map(({ network }) => network)).size);
				expect(networks).toHaveLength(Math.min(20, networkCount));
				const acts = new Set(uses.map(({ service, action }) => `${service}:${action}`));
				expect(actions).toHaveLength(Math.min(20, acts.size));
				expect(days).toBe(new Set(uses.map((use) => use.lastAt)).size);
				expect(lastAt).toBe(Math.max(...uses.map((use) => use.lastAt)));
				for (const { network, lastAt: latest } of networks) {
					const here = uses.filter((use) => use.network === network);
					expect(latest).toBe(Math.max(...here.map((use) => use.lastAt)));
				}
			}),
		);
	});

	it('puts untrusted networks first, so that others cannot hide one', () => {
		const others = Array.from({ length: 50 }, (_, at) => aUse({ network: `office${at}` }));
		const away = aUse({ network: '192.0.2.7', classification: 'untrusted', lastAt: 1 });
		const { networks, networkCount } = activityOfUses([...others, away]);
		expect(networks[0]?.network).toBe('192.0.2.7');
		expect([networks.length, networkCount]).toEqual([20, 51]);
	});

	it('counts no more than 10,000 different values, and goes on counting known ones', () => {
		const counter = new KeyActivityCounter();
		const addFrom = (at: number) =>
			counter.add(aUse({ network: `${at}`, action: `Action${at}`, agent: `tool${at}/1.0` }), false);
		for (let at = 0; at < 10_500; at++) addFrom(at);
		for (let again = 0; again < 3; again++) addFrom(9_999);
		const { calls, networkCount, actions, programs } = counter.summary();
		expect([calls, networkCount]).toEqual([10_503, 10_000]);
		expect([actions[0], programs[0]]).toEqual(['s3:Action9999', 'tool9999 1.0']);
	});

	it('knows nothing of a key that it has not seen', () => {
		expect(new KeyActivityCounter().summary()).toMatchObject({
			...{ calls: 0, networkCount: 0, services: [], programs: [], runsOn: null, lastAt: null },
		});
	});
});

describe('where a key runs', () => {
	const onCi = aUse({ agent: 'gitlab-runner 17' });
	const onLambda = aUse({ agent: 'Boto3/1.35.71 exec-env/AWS_Lambda' });
	const daysBefore = (days: number, use: KeyUse) => ({ ...use, lastAt: GENERATED - days * DAY });

	it('is the machine of which all recent user agents speak', () => {
		expect(activityOfUses([onCi, onCi]).runsOn).toBe('GitLab CI');
		expect(activityOfUses([onCi, onLambda]).runsOn).toBeNull();
		expect(activityOfUses([onCi, aUse()]).runsOn).toBeNull();
		expect(activityOfUses([onCi, aUse({ agent: null })]).runsOn).toBeNull();
	});

	it('does not depend on uses of more than 90 days before the last one', () => {
		expect(activityOfUses([onCi, daysBefore(91, aUse())]).runsOn).toBe('GitLab CI');
		expect(activityOfUses([onCi, daysBefore(90, aUse())]).runsOn).toBeNull();
	});
});

describe('activityOfUses', () => {
	it('counts no session, because history does not tell them', () => {
		expect(activityOfUses([aUse(), aUse()])).toMatchObject({ calls: 2, sessions: 0 });
	});
});
