import { describe, expect, it } from 'vitest';
import { compareSignIns } from '../shared/sign-in/compare-sign-ins.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	OFFICE,
	OTHER_ACCOUNT,
	roleSession,
	UNTRUSTED,
} from './support/a-record.ts';
import { inFunctions, inReplay } from './support/both-ways.ts';
import { withDynamo } from './support/each-ledger.ts';
import { aSignInFrom } from './support/follow-records.ts';
import { idOf, issued, key, marked, obtains, ROOMY, story } from './support/machine-stories.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const UUID = '8e1b3d1c-aaaa-bbbb-cccc-0123456789ab';
const FORMS = [
	'i-0123456789abcdef0',
	`AWSCodeBuild-${UUID}`,
	'0f9f6d2c1b5e4c3a9d8e7f6a5b4c3d2e',
	`eks-prod-payments-${UUID}`,
];
const CONTAINING = { ...ROOMY, containment: { ...ROOMY.containment, containWorkloads: true } };

/** Judges the records in both ways, which must come to the same end. */
async function judged(some: readonly Fields[], configuration: typeof ROOMY = ROOMY) {
	const records = some.toSorted((a, b) => compareSignIns(aSignInFrom(a), aSignInFrom(b)));
	const replay = await inReplay(records, configuration);
	const functions = await inFunctions(records, configuration, await dynamo().makeTable());
	expect(functions).toEqual(replay);
	return { ...replay, who: replay.denied.map((one) => one.split(/[= ]/)[1]) };
}

describe.each(FORMS)('a session named %s', (name) => {
	const use = obtains('target', 'next', { userIdentity: roleSession('app', name) });

	it('is a machine while no record shows who obtained it', async () => {
		const { who, plans, cases } = await judged(story(use));
		expect(who).toEqual([]);
		expect(plans[0]).toContain('"notContained":"workload"');
		expect(cases[0]).toContain('"subject":"workload"');
	});

	it('is denied where the configuration contains workloads', async () => {
		expect((await judged(story(use), CONTAINING)).who).toContain(idOf('app', name));
	});

	it.each<[string, Fields]>([
		['a key', key],
		[
			'a directory user',
			{ userIdentity: roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'sora') },
		],
		['another session', { userIdentity: roleSession('dev', 'kim') }],
		['a key at the office', { ...key, sourceIPAddress: OFFICE }],
		[
			'an external account',
			{ userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AIDAX' } },
		],
		[
			'an account of ours whose own records do not come',
			{ userIdentity: { type: 'AWSAccount', accountId: OTHER_ACCOUNT, principalId: 'AROAX:y' } },
		],
		[
			'a key through a service',
			{ userIdentity: { ...key.userIdentity, invokedBy: 'states.amazonaws.com' } },
		],
		['a key, and the record lacks its id', { ...key, responseElements: { credentials: {} } }],
		['a role switch', { sourceIPAddress: 'AWS Internal' }],
	])('is theirs if it was obtained by %s', async (_, over) => {
		const { who } = await judged(story(obtains('app', name, over), use));
		expect(who).toContain(idOf('app', name));
	});

	it('stays a machine if an AWS service obtained it', async () => {
		const service = { userIdentity: { type: 'AWSService', invokedBy: 'codebuild.amazonaws.com' } };
		const { who } = await judged(story(obtains('app', name, service), use));
		expect(who).toEqual([]);
	});

	it('passes what it is on to the sessions that it obtains', async () => {
		const chained = obtains('deep', 'last', { userIdentity: roleSession('target', 'next') });
		expect((await judged(story(use, chained))).who).toEqual([]);
		const { who } = await judged(story(obtains('app', name, key), use, chained));
		expect(who).toEqual(
			expect.arrayContaining([idOf('app', name), idOf('target', 'next'), idOf('deep', 'last')]),
		);
	});

	it('is theirs with all that it obtained although the record that shows it comes late', async () => {
		const [obtaining, used, chained] = story(
			obtains('app', name, { ...key, sourceIPAddress: OFFICE }),
			use,
			obtains('deep', 'last', { userIdentity: roleSession('target', 'next') }),
		);
		const table = await dynamo().makeTable();
		const late = await inFunctions([used, obtaining, chained] as Fields[], ROOMY, table);
		expect(late.denied.join()).toContain(idOf('target', 'next'));
		expect(late.denied.join()).not.toContain(idOf('app', name));
	});
});

describe('a session named like that of a job', () => {
	const job = obtains('app', 'GitHubActions', {
		eventName: 'AssumeRoleWithWebIdentity',
		userIdentity: { type: 'WebIdentityUser', principalId: 'oidc:aud:repo:a', userName: 'repo:a' },
	});
	const atOffice = obtains('app', 'GitHubActions', { ...key, sourceIPAddress: OFFICE });
	const useOf = (minute: number) =>
		obtains('target', 'next', {
			userIdentity: issued('app', 'GitHubActions', `2026-03-03T01:0${minute}:00Z`),
		});

	it('is theirs who obtained it, however often the job takes the name later', async () => {
		const { who } = await judged(story(job, atOffice, job, job, job, job, job, useOf(1)));
		expect(who).toContain(idOf('target', 'next'));
	});

	it.each(['a', 'z'])('is theirs if the job took the name in the same second (%s)', async (id) => {
		const [first, second, use] = story(job, atOffice, useOf(0)) as [Fields, Fields, Fields];
		const together = [
			{ ...first, eventID: 'm' },
			{ ...second, eventID: id, eventTime: first.eventTime },
		];
		expect((await judged([...together, use])).who).toContain(idOf('target', 'next'));
	});

	it('is the job in spite of the copy in the account of the role', async () => {
		const shared = { sharedEventID: 'one-act' };
		const own = obtains('app', 'GitHubActions', {
			...{ ...shared, userIdentity: marked('build', 'task') },
		});
		const copy = obtains('app', 'GitHubActions', {
			...{
				...shared,
				userIdentity: { type: 'AWSAccount', accountId: ACCOUNT, principalId: 'X:y' },
			},
		});
		const [first, second, use] = story(own, copy, useOf(0)) as [Fields, Fields, Fields];
		const together = [first, { ...second, eventTime: first.eventTime }];
		expect((await judged([...together, use])).who).toEqual([]);
	});

	it('is the job if the job obtained it', async () => {
		expect((await judged(story(job, atOffice, useOf(0)))).who).toEqual([]);
	});
});

describe('a session of a permission set', () => {
	it.each(FORMS)('is a person who may be called %s', async (name) => {
		const role = 'AWSReservedSSO_Admin_0123456789abcdef';
		const path = 'aws-reserved/sso.amazonaws.com/';
		const userIdentity = issued(role, name, '2026-03-03T00:30:00Z', path);
		const { who, cases } = await judged(story(obtains('target', 'next', { userIdentity })));
		expect(who).toContain(idOf('target', 'next'));
		expect(cases[0]).toContain('"subject":"person"');
	});
});

describe('a session that is used in the second in which it was obtained', () => {
	it.each(FORMS)('named %s is theirs, whatever the ids of the records', async (name) => {
		const eventTime = '2026-03-03T01:00:00Z';
		const obtained = obtains('app', name, { ...key, sourceIPAddress: OFFICE });
		const used = obtains('target', 'next', { userIdentity: issued('app', name, eventTime) });
		const records = [
			{ ...obtained, eventTime, eventID: 'z' },
			{ ...used, eventTime, eventID: 'a' },
		];
		expect((await judged(records)).who).toContain(idOf('target', 'next'));
	});
});

describe('a machine', () => {
	it('is one case of its role on a day, from any address', async () => {
		const sessions = [1, 2, 3, 4].map((n) =>
			obtains('target', `t${n}`, {
				userIdentity: roleSession('app', `i-0123456789abcdef${n}`),
				sourceIPAddress: `198.51.100.${n}`,
			}),
		);
		const hours = sessions.map((record, n) => ({
			...record,
			eventTime: `2026-03-03T0${n * 3}:00:00Z`,
			eventID: `hour-${n}`,
		}));
		expect((await judged(hours)).cases).toHaveLength(1);
		const nextDay = { ...sessions[0], eventTime: '2026-03-04T00:10:00Z', eventID: 'next' };
		expect((await judged([...hours, nextDay])).cases).toHaveLength(2);
	});

	it('keeps a case for each subject of a web identity', async () => {
		const subject = (sub: string) =>
			obtains('ci', 'GitHubActions', {
				eventName: 'AssumeRoleWithWebIdentity',
				userIdentity: { type: 'WebIdentityUser', principalId: `oidc:aud:${sub}`, userName: sub },
			});
		const { cases } = await judged(story(subject('repo:a'), subject('repo:a'), subject('repo:b')));
		expect(cases).toHaveLength(2);
	});

	it('that AWS marks is a machine, no matter who obtained the session, and so is its chain', async () => {
		const { who } = await judged(
			story(
				obtains('target', 'next', { userIdentity: marked('app', 'kim') }),
				obtains('deep', 'last', { userIdentity: roleSession('target', 'next') }),
			),
		);
		expect(who).toEqual([]);
	});
});

describe('an external account', () => {
	it('is one case for each role that it takes', async () => {
		const from = (n: number, role: string) =>
			obtains(role, `s${n}`, {
				userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: `AROAX:${n}` },
				sourceIPAddress: `198.51.100.${n}`,
			});
		const { cases } = await judged(story(from(1, 'scan'), from(2, 'scan'), from(3, 'backup')));
		expect(cases).toHaveLength(2);
	});
});

describe('one attacker with one key', () => {
	const numbers = Array.from({ length: 60 }, (_, n) => n);
	const all = (over: (n: number) => Fields) => [
		...numbers.map((n) => ({ ...obtains('app', `s${n}`, key), ...over(n), eventID: `made-${n}` })),
		...numbers.map((n) => ({
			...obtains('deep', `t${n}`, { userIdentity: roleSession('app', `s${n}`) }),
			...over(n),
			eventTime: '2026-03-03T01:30:00Z',
			eventID: `used-${n}`,
		})),
	];

	it('and sixty session names, each used once, is one case', { timeout: 120_000 }, async () => {
		expect((await judged(all(() => ({})))).cases).toHaveLength(1);
	});

	it('and as many networks is a few cases', { timeout: 120_000 }, async () => {
		const over = (n: number) => ({ sourceIPAddress: `2001:db8:ffff:${n}::1` });
		expect((await judged(all(over))).cases.length).toBeLessThan(15);
	});
});

describe('a person', () => {
	it('whose session is named at random stays one case with it', async () => {
		const alice = roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'alice');
		const { cases } = await judged(
			story(
				...['a', 'b', 'c'].flatMap((name) => [
					obtains('hub', `gntd-${name}`, { userIdentity: alice }),
					obtains('spoke', 'gntd', { userIdentity: roleSession('hub', `gntd-${name}`) }),
				]),
			),
		);
		expect(cases).toHaveLength(1);
	});

	it('is not taken for the root user after a central root session', async () => {
		const root = {
			type: 'Root',
			principalId: ACCOUNT,
			accountId: ACCOUNT,
			arn: `arn:aws:iam::${ACCOUNT}:root`,
		};
		const { cases } = await judged(
			story(
				assumeRole({
					eventName: 'AssumeRoot',
					sourceIPAddress: UNTRUSTED,
					requestParameters: { targetPrincipal: ACCOUNT },
					userIdentity: roleSession('ops', 'kim'),
				}),
				consoleLogin({ sourceIPAddress: UNTRUSTED, userIdentity: root }),
			),
		);
		expect(cases).toHaveLength(2);
	});
});
