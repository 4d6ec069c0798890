import { describe, expect, it } from 'vitest';
import { judgeAlarms } from '../../../cli/verify/looks/alarms.ts';
import { judgeArrivals } from '../../../cli/verify/looks/arrivals.ts';
import { holdsDeadLetters } from '../../../cli/verify/looks/dead-letters.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { isObject } from '../../../shared/record/json-object.ts';
import { at } from '../../support/infra-templates.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../../support/synthesize.ts';
import { aPilot, aVerifyWorld, HUB, look, MANAGEMENT, MEMBER, TODAY } from './verify-world.ts';

const single = { configuration: SINGLE, account: MEMBER };
const management = { configuration: ORGANIZATION, account: MANAGEMENT };
const hub = { configuration: ORGANIZATION, account: HUB };

const CUT_OFF = 'Slack is cut off';

async function wrong(given: Parameters<typeof look>[0], title: string) {
	const { says } = await look(given);
	return says(title).filter(({ mark }) => mark !== 'ok');
}

describe('SCPs', () => {
	it('must hang at each target, and nowhere else', async () => {
		const attachedTo = ['ou-a1b2-22222222'];
		const said = (await wrong({ ...management, attachedTo }, 'SCPs in force')).map(
			({ says }) => says,
		);
		for (const name of ['eyes-containment', 'eyes-guard']) {
			expect(said).toContain(`SCP ${name}: is not attached to r-a1b2`);
			expect(said.join('\n')).toContain(`SCP ${name}: is attached to ou-a1b2-22222222`);
		}
	});

	it('that do not exist are told once each', async () => {
		const asked = { scpByName: async () => 'none' as const };
		const said = (await wrong({ ...management, asked }, 'Texts of the policies')).map(
			({ says }) => says,
		);
		expect(said).toEqual(
			['eyes-containment', 'eyes-guard'].map((name) => `SCP ${name}: does not exist`),
		);
	});

	it.each([
		['none' as const, 'differs', 'does not exist'],
		['denied' as const, 'not checked', 'may not list SCPs'],
	])('are named if they are not found: %s', async (found, mark, words) => {
		const asked = { scpByName: async () => found };
		for (const title of ['SCPs in force', 'Texts of the policies'])
			expect(await wrong({ ...management, asked }, title)).toContainEqual(
				expect.objectContaining({ mark, says: expect.stringContaining(words) }),
			);
	});
});

describe('the guard SCP', () => {
	it.each([
		['another one', PLACEHOLDER],
		['empty', ''],
	])('differs if its text is %s', async (_, text) => {
		const asked = { scpText: async () => text };
		expect(await wrong({ ...management, asked }, 'Texts of the policies')).toContainEqual(
			expect.objectContaining({ says: expect.stringMatching(/^SCP eyes-guard: its text is not/) }),
		);
	});
});

describe('stacks', () => {
	it('must be there and whole', async () => {
		const statuses = { 'eyes-system': 'UPDATE_ROLLBACK_FAILED', 'eyes-system-bus': null };
		const findings = await wrong({ ...hub, statuses }, 'Stacks and instances of the StackSets');
		expect(findings.map(({ says }) => says)).toEqual([
			'us-east-1 has no stack eyes-system-bus',
			expect.stringContaining('UPDATE_ROLLBACK_FAILED'),
		]);
	});
});

describe('texts of policies', () => {
	const withText = (text: string | null) => ({ ...single, policyText: text });

	it('differ if they are not ours', async () => {
		const theirs =
			'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
		expect(await wrong(withText(theirs), 'Texts of the policies')).toEqual([
			expect.objectContaining({ says: expect.stringContaining('is no deny document') }),
		]);
	});

	it('must be there where people are denied by them', async () => {
		expect(await wrong(withText(null), 'Texts of the policies')).toEqual([
			expect.objectContaining({
				mark: 'differs',
				says: `arn:aws:iam::${MEMBER}:policy/eyes/eyes-containment: does not exist`,
			}),
		]);
	});

	it('are not expected where only the SCP denies', async () => {
		const policyText = PLACEHOLDER;
		const member = { configuration: ORGANIZATION, account: MEMBER };
		expect(await wrong({ ...member, policyText }, 'Texts of the policies')).toEqual([
			expect.objectContaining({ says: expect.stringContaining('nobody is denied by it here') }),
		]);
		expect(await wrong(member, 'Texts of the policies')).toEqual([]);
	});
});

describe('roles', () => {
	const withRole = (role: { trust: string; lastUsed: number | null } | null) => ({
		...{ configuration: ORGANIZATION, account: MEMBER },
		aws: { role: async () => role },
	});

	it('must exist', async () => {
		const said = (await wrong(withRole(null), 'Roles are assumed')).map(({ says }) => says);
		expect(said).toEqual(
			['eyes-reader', 'eyes-report-reader', 'eyes-forwarder'].map(
				(name) => `role ${name}: does not exist`,
			),
		);
	});

	it('must trust the hub', async () => {
		const findings = await wrong(withRole({ trust: '{}', lastUsed: 1 }), 'Roles are assumed');
		expect(findings.map(({ says }) => says)).toEqual([
			`role eyes-reader: does not trust the hub ${HUB}`,
			`role eyes-report-reader: does not trust the hub ${HUB}`,
		]);
	});

	it('are not known to work before their first use', async () => {
		const findings = await wrong(withRole({ trust: HUB, lastUsed: null }), 'Roles are assumed');
		expect(findings.map(({ mark }) => mark)).toEqual(Array(3).fill('not checked'));
	});
});

describe('dead letters', () => {
	it('differ, and name the queue', async () => {
		const aws = {
			queue: async (_: string, name: string) => ({
				messages: /dead/i.test(name) ? 2 : /undelivered/i.test(name) ? 1 : 7,
				hidden: 0,
			}),
		};
		const findings = await wrong({ ...hub, aws }, 'Dead letters');
		expect(findings.length).toBeGreaterThan(2);
		for (const { says } of findings) expect(says).toMatch(/^[\w-]+, queue \S+: [12] messages/);
	});

	it('of forwarding differ in each Region, also in a member', async () => {
		const member = { configuration: ORGANIZATION, account: MEMBER };
		const aws = { queue: async () => ({ messages: 3, hidden: 0 }) };
		const said = (await wrong({ ...member, aws }, 'Dead letters')).map(({ says }) => says);
		expect(said).toEqual(
			['us-east-1', 'ap-northeast-2'].map(
				(region) => `${region}, queue eyes-undelivered: 3 messages, and 0 that are being read`,
			),
		);
	});

	it('of forwarding are not looked for where nothing forwards', async () => {
		const given = { ...aPilot({ accounts: [MEMBER] }), account: HUB };
		const { aws } = aVerifyWorld(given);
		const queue: typeof aws.queue = async (region, name) =>
			name === 'eyes-undelivered' ? null : aws.queue(region, name);
		expect(await wrong({ ...given, aws: { queue } }, 'Dead letters')).toEqual([]);
	});

	it('are not known without a number, and differ without the queue', async () => {
		const aws = { queue: async () => ({ messages: Number.NaN, hidden: 0 }) };
		expect((await wrong({ ...hub, aws }, 'Dead letters'))[0]?.mark).toBe('not checked');
		const gone = await wrong({ ...hub, aws: { queue: async () => null } }, 'Dead letters');
		expect(gone[0]).toMatchObject({ mark: 'differs' });
		const noStack = await wrong({ ...hub, statuses: { 'eyes-system': null } }, 'Dead letters');
		expect(noStack.map(({ says }) => says)).toEqual(['us-east-1 has no stack eyes-system']);
	});

	it.each([
		['a single account', SINGLE],
		['an organization', ORGANIZATION],
	])('lie in queues that are known as such in %s', (_, configuration) => {
		const template = at(synthesize(configuration).templates, 'eyes-system');
		const resources = Object.entries(at(template, 'Resources')).filter(([, one]) => isObject(one));
		const text = JSON.stringify(resources);
		const named = [
			...text.matchAll(/"(?:deadLetterTargetArn|DeadLetterConfig)":.+?"Fn::GetAtt":\["(\w+)"/g),
		];
		const targets = new Set(named.map(([, id = '']) => id));
		expect(targets.size).toBeGreaterThan(5);
		const queues = resources.filter(([, one]) => isObject(one) && one.Type === 'AWS::SQS::Queue');
		const known = queues.map(([logicalId]) => logicalId).filter((id) => holdsDeadLetters(id));
		expect(known.toSorted()).toEqual([...targets].toSorted());
	});
});

describe('events of each account and Region', () => {
	const organization = aConfiguration(ORGANIZATION);
	const arrivals = (...regions: string[]) => ({
		days: new Map(regions.map((region) => [region, TODAY])),
		unreadable: 0,
	});

	it('differ where nothing arrived, and say how to make one', () => {
		const [finding] = judgeArrivals(
			{ account: MEMBER, arrivals: arrivals('us-east-1') },
			organization,
		);
		expect(finding).toMatchObject({
			mark: 'differs',
			says: `account ${MEMBER}: nothing arrived yet from ap-northeast-2; last from us-east-1 on 2026-12-01`,
		});
		expect(finding?.help[0]).toContain('aws sts assume-role');
	});

	it.each([
		['is not in the pilot', { accounts: ['333344445555'] }, []],
		['may lie below a unit of the pilot', { units: ['ou-a1b2-11111111'] }, ['not checked']],
		['is in the pilot', { accounts: [MEMBER] }, ['differs']],
	])('from a silent account that %s', (_, targets, marks) => {
		const { configuration } = aPilot(targets);
		const findings = judgeArrivals(
			{ account: MEMBER, arrivals: arrivals() },
			aConfiguration(configuration),
		);
		expect(findings.map(({ mark }) => mark)).toEqual(marks);
	});

	it('are not known where an item cannot be read', () => {
		const damaged = { ...arrivals('us-east-1', 'ap-northeast-2'), unreadable: 1 };
		const findings = judgeArrivals({ account: MEMBER, arrivals: damaged }, organization);
		expect(findings.map(({ mark }) => mark)).toEqual(['not checked', 'ok']);
	});

	it('are asked for the configured accounts if the others cannot be listed', async () => {
		const asked: string[] = [];
		const aws = {
			accounts: async () => ({ kind: 'failed', why: 'not allowed', isLasting: true }) as const,
			arrivals: async (_: string, account: string) => {
				asked.push(account);
				return arrivals('us-east-1', 'ap-northeast-2');
			},
		};
		const findings = await wrong({ ...hub, aws }, 'One event from each account and Region');
		expect(findings).toEqual([expect.objectContaining({ mark: 'not checked' })]);
		expect(asked.toSorted()).toEqual([HUB, MANAGEMENT]);
	});
});

it.each([
	[false, "Slack's token: the secret has no value"],
	[null, 'does not exist'],
])('says that a secret cannot be used: %s', async (value, words) => {
	const given = { ...single, aws: { secretHasValue: async () => value } };
	const [finding] = await wrong(given, CUT_OFF);
	expect(finding).toMatchObject({ mark: 'differs', says: expect.stringContaining(words) });
	expect(finding?.help[0]).toContain('aws secretsmanager put-secret-value');
});

describe('what eyes deploy would ask', () => {
	it('is a doubt where it would only warn', async () => {
		const regions = async () =>
			new Map(
				['us-east-1', 'ap-northeast-2', 'eu-west-1'].map((one) => [one, 'by-default'] as const),
			);
		expect(await wrong({ ...single, asked: { regions } }, 'Regions')).toEqual([
			{
				mark: 'doubt',
				says: expect.stringContaining('not watched'),
				help: ["regions: ['ap-northeast-2', 'eu-west-1'],"],
			},
		]);
	});

	it('is not checked where these credentials may not ask', async () => {
		const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
		const asked = { regions: () => Promise.reject(denied) };
		const [finding] = await wrong({ ...single, asked }, 'Regions');
		expect(finding).toMatchObject({
			mark: 'not checked',
			help: [expect.stringContaining('aws account list-regions')],
		});
	});

	it('differs where it would stop, with the commands', async () => {
		const [finding] = await wrong({ ...single, asked: { trails: async () => [] } }, 'The trail');
		expect(finding).toMatchObject({
			mark: 'differs',
			says: expect.stringMatching(/^no trail logs/),
		});
		expect(finding?.help.join('\n')).toContain('aws cloudtrail create-trail');
	});
});

describe('instances of StackSets', () => {
	it('differ with their cause and the commands', async () => {
		const asked = {
			stackSets: {
				working: async () => ['eyes-regions'],
				instances: async () => [],
				accounts: async () => ({ active: [MANAGEMENT, MEMBER], inUnits: [] }),
			},
		};
		const findings = await wrong({ ...management, asked }, 'Stacks and instances of the StackSets');
		expect(findings.map(({ mark }) => mark)).toEqual(['not checked', 'differs', 'differs']);
		expect(findings[2]?.says).toMatch(/^StackSets has no instance there: eyes-/);
		expect(findings[2]?.help[0]).toMatch(/^aws cloudformation create-stack-instances/);
	});
});

describe('functions', () => {
	const given = (change: object | null) => ({
		...hub,
		aws: {
			function: async (_: string, name: string) => {
				const live = await aVerifyWorld(hub).aws.function('us-east-1', name);
				const isMeant = live?.role.endsWith('/eyes-contain') === true;
				return isMeant ? change && { ...live, ...change } : live;
			},
		},
	});

	it.each([
		['is missing', null, 'does not exist'],
		['has another reservation', { reserved: 0 }, '0 executions are reserved, expected 5'],
		['has no reservation', { reserved: null }, 'no executions are reserved, expected 5'],
		['cannot run', { state: 'Failed' }, 'its state is Failed'],
		['reads no queue', { sources: [] }, 'it reads no queue'],
		['has its queue switched off', { sources: ['Disabled'] }, 'its queue is Disabled'],
	])('differ if one %s', async (_, change, words) => {
		const findings = await wrong(given(change), 'Quotas');
		expect(findings.map(({ says }) => says)).toEqual([
			expect.stringContaining(`function contain: ${words}`),
		]);
	});

	it('have no reservation where the configuration reserves none', async () => {
		const deployment = { ...ORGANIZATION.deployment, reserveConcurrency: false };
		const none = { configuration: { ...ORGANIZATION, deployment }, account: HUB };
		expect(await wrong(none, 'Quotas')).toEqual([]);
	});
});

describe('alarms', () => {
	const alarm = { name: 'eyes-system-One', says: 'one. It means this.', state: 'OK', acts: true };

	it.each([
		['ring', [{ ...alarm, state: 'ALARM' }], ['differs'], 'alarm rings: one. It means this.'],
		['act on nothing', [{ ...alarm, acts: false }], ['ok', 'differs'], 'switched off'],
		['have no data', [{ ...alarm, state: 'INSUFFICIENT_DATA' }], ['not checked'], '1 have no data'],
		['are missing', [], ['differs'], 'there is none'],
		['are fine', [alarm], ['ok'], '1 of 1 are OK'],
	])('that %s are told', (_, alarms, marks, words) => {
		const findings = judgeAlarms(alarms);
		expect(findings.map(({ mark }) => mark)).toEqual(marks);
		expect(findings.map(({ says }) => says).join('\n')).toContain(words);
	});

	it.each([
		[0, 'nobody has confirmed a subscription'],
		[null, 'there is no topic'],
	])('must reach somebody: %s', async (count, words) => {
		const findings = await wrong({ ...hub, aws: { subscribers: async () => count } }, CUT_OFF);
		expect(findings).toEqual([
			expect.objectContaining({ mark: 'differs', says: expect.stringContaining(words) }),
		]);
	});
});
