import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	OTHER_ACCOUNT,
	roleSession,
	rootIdentity,
	UNTRUSTED,
} from './support/a-record.ts';
import { inFunctions, inReplay } from './support/both-ways.ts';
import { withDynamo } from './support/each-ledger.ts';
import { key, obtains, ROOMY, story } from './support/machine-stories.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();

/** In both ways the records must come to the same end. The plan is that of the last alert. */
async function judged(records: readonly Fields[]) {
	const replay = await inReplay(records, ROOMY);
	const functions = await inFunctions(records, ROOMY, await dynamo().makeTable());
	expect(functions).toEqual(replay);
	return { ...replay, plan: replay.plans.at(-1) ?? '', last: replay.cases.at(-1) ?? '' };
}

describe('a VPC endpoint of ours that is not configured', () => {
	const newKey = { userIdentity: { ...key.userIdentity, accessKeyId: 'AKIANEWKEYEXAMPLE' } };
	const root = {
		...{ eventName: 'AssumeRoot', requestParameters: { targetPrincipal: ACCOUNT } },
		responseElements: { credentials: { accessKeyId: 'ASIAROOTEXAMPLE' } },
	};

	const endpoint = {
		...{ sourceIPAddress: '10.20.1.5', vpcEndpointId: 'vpce-0aaaabbbbccccdddd' },
		vpcEndpointAccountId: ACCOUNT,
	};
	const through = (over: Fields = {}) =>
		obtains('target', 'next', {
			userIdentity: roleSession('batch', 'nightly'),
			...endpoint,
			...over,
		});
	/** The other account delivers records of its own. */
	const delivered = consoleLogin({
		recipientAccountId: OTHER_ACCOUNT,
		userIdentity: iamUser('ari', OTHER_ACCOUNT),
	});

	it('is told once for each person, and nobody is contained', async () => {
		const once = await judged(story(through()));
		expect(once).toMatchObject({ denied: [], plans: [expect.stringContaining('own-endpoint')] });
		expect(once.last).toContain('"severity":"medium"');
		expect((await judged(story(through(), through()))).plans).toHaveLength(1);
		const another = through({ userIdentity: roleSession('batch', 'weekly') });
		expect((await judged(story(through(), another))).plans).toHaveLength(2);
	});

	it.each<[string, Fields]>([
		['of another account', { vpcEndpointAccountId: '999988887777' }],
		['without an owner', { vpcEndpointAccountId: undefined }],
		[
			'whose owner only the request names',
			{
				vpcEndpointAccountId: undefined,
				requestParameters: {
					...{ roleArn: `arn:aws:iam::${ACCOUNT}:role/target`, roleSessionName: 'next' },
					vpcEndpointAccountId: ACCOUNT,
				},
			},
		],
		['whose owner is a service', { vpcEndpointAccountId: 'AWS Internal' }],
	])('is contained %s', async (_, over) => {
		expect((await judged(story(through(over)))).denied.join()).toContain(':nightly');
	});

	it('is high for a credential of another account that was not used there before', async () => {
		const there = { vpcEndpointAccountId: OTHER_ACCOUNT };
		const first = await judged(story(delivered, through(there)));
		expect(first.last).toContain('"severity":"high"');
		expect(first.last).toContain('new-to-endpoint-account');
		const weekly = through({ ...there, userIdentity: roleSession('batch', 'weekly') });
		const second = await judged(story(delivered, through(there), weekly));
		expect(second.last).toContain('"severity":"medium"');
		expect(second).toMatchObject({ denied: [] });
	});

	it.each<[string, Fields]>([
		['a credential that is new to its account', newKey],
		['central root access', root],
	])('is told again for %s', async (_, over) => {
		const there = { ...key, vpcEndpointAccountId: OTHER_ACCOUNT };
		const usual = [delivered, through(there), through(there)];
		expect((await judged(story(...usual))).plans).toHaveLength(1);
		const again = await judged(story(...usual, through({ ...there, ...over })));
		expect(again).toMatchObject({ denied: [], plans: { length: 2 } });
	});

	it('is called ours for failures too', async () => {
		const denied = through({ errorCode: 'AccessDenied', responseElements: null });
		const { last } = await judged(story(denied));
		expect(last).toContain('"own-vpc-endpoint"');
		expect(last).not.toContain('untrusted-vpc-endpoint');
	});

	it('is told each time for a session that was obtained by an alerted sign-in', async () => {
		const before = { ...obtains('x', 'before', key), sourceIPAddress: OFFICE };
		const stolen = obtains('batch', 'nightly', key);
		const { cases } = await judged(story(before, stolen, through(), through()));
		expect(cases.join()).toContain('initiator-flagged');
		expect((await judged(story(before, stolen, through(), through()))).plans).toHaveLength(3);
	});
});

function byId(a: Fields, b: Fields): number {
	return String(a.eventID) < String(b.eventID) ? -1 : 1;
}

describe('CloudShell', () => {
	const SET = 'AWSReservedSSO_Admin_0123456789abcdef';
	const CREATED = '2026-03-03T00:30:00Z';
	const session = (over: Fields = {}) =>
		roleSession(SET, 'sora', {
			sessionContext: {
				sessionIssuer: {
					arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${SET}`,
				},
				attributes: { creationDate: CREATED },
			},
			...over,
		});
	const login = (over: Fields = {}) => consoleLogin({ userIdentity: session(), ...over });
	const call = (over: Fields = {}) =>
		obtains('target', 'next', {
			...{ userIdentity: session(), sourceIPAddress: '3.35.20.10' },
			sessionCredentialFromConsole: 'true',
			...over,
		});
	const at = (time: string, record: Fields): Fields => ({
		...record,
		...{ eventTime: `2026-03-03T${time}:00Z`, eventID: time },
	});

	it('from a session that was opened inside within the hour is told, not contained', async () => {
		const { denied, plan, last } = await judged([at('01:00', login()), at('02:00', call())]);
		expect(denied).toEqual([]);
		expect(plan).toContain('console-session');
		expect(last).toContain('"severity":"medium"');
	});

	it('of an IAM user is found by the time of the login', async () => {
		const userIdentity = {
			...iamUser(),
			accessKeyId: 'ASIACONSOLEEXAMPLE',
			sessionContext: { attributes: { creationDate: '2026-03-03T01:00:00Z' } },
		};
		const records = [at('01:00', consoleLogin()), at('01:30', call({ userIdentity }))];
		expect((await judged(records)).denied).toEqual([]);
	});

	it('of a role that was entered by a role switch is found as well', async () => {
		const entered = (created: string | null) => ({
			...roleSession('admin', 'sora'),
			sessionContext:
				created === null
					? {}
					: {
							sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/admin` },
							attributes: { creationDate: created },
						},
		});
		const switched = consoleLogin({
			eventName: 'SwitchRole',
			responseElements: { SwitchRole: 'Success' },
			userIdentity: entered(null),
			additionalEventData: { SwitchFrom: `arn:aws:iam::${ACCOUNT}:user/sora` },
		});
		const shell = call({ userIdentity: entered('2026-03-03T01:00:00Z') });
		expect((await judged([at('01:00', switched), at('01:30', shell)])).denied).toEqual([]);
		const left = consoleLogin({
			eventName: 'SwitchRole',
			responseElements: { SwitchRole: 'Success' },
			userIdentity: iamUser('sora'),
			additionalEventData: { SwitchTo: `arn:aws:iam::${ACCOUNT}:role/admin` },
		});
		// Either of the two records of the switch may be the copy.
		for (const eventID of ['00:59', '01:01']) {
			const both = [{ ...at('01:00', left), eventID }, at('01:00', switched)].sort(byId);
			expect((await judged([...both, at('01:30', shell)])).denied).toEqual([]);
		}
	});

	it.each<[string, Fields[]]>([
		['without the mark of AWS', [login(), call({ sessionCredentialFromConsole: undefined })]],
		[
			'with an agent that only says so',
			[
				login(),
				call({
					sessionCredentialFromConsole: undefined,
					userAgent: 'aws-cli/2 exec-env/CloudShell',
				}),
			],
		],
		['without a login', [call()]],
		['after a login from outside', [login({ sourceIPAddress: UNTRUSTED }), call()]],
		['after a failed login', [consoleLogin({ userIdentity: session() }, 'Failure'), call()]],
		[
			'of another session of the person',
			[
				login(),
				call({
					userIdentity: session({
						sessionContext: {
							sessionIssuer: {
								arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${SET}`,
							},
							attributes: { creationDate: '2026-03-02T20:00:00Z' },
						},
					}),
				}),
			],
		],
		['of another principal', [consoleLogin(), call()]],
		[
			'after another login of the session from outside',
			[login(), login({ sourceIPAddress: UNTRUSTED }), call()],
		],
	])('is contained as always %s', async (_, records) => {
		const { denied } = await judged(story(...records));
		expect(denied.join()).toContain('sora');
	});

	it('is contained as always more than an hour after the login', async () => {
		const { denied } = await judged([at('01:00', login()), at('02:01', call())]);
		expect(denied.join()).toContain(':sora');
	});

	it('does not excuse the session that it obtained, nor the root user', async () => {
		const obtained = assumeRole({
			sourceIPAddress: '3.35.20.10',
			userIdentity: roleSession('target', 'next'),
		});
		expect((await judged(story(login(), call(), obtained))).denied.join()).toContain(':next');
		const root = {
			...rootIdentity(),
			sessionContext: { attributes: { creationDate: '2026-03-03T01:00:00Z' } },
		};
		const { last } = await judged(
			story(consoleLogin({ userIdentity: rootIdentity() }), call({ userIdentity: root })),
		);
		expect(last).toContain('"severity":"critical"');
	});
});
