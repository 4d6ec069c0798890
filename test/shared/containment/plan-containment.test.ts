import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { planContainment } from '../../../shared/containment/plan-containment.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	DIRECTORY_USER,
	deniedAssumeRole,
	iamUser,
	OTHER_ACCOUNT,
	OUTSIDE,
	portalEvent,
	roleSession,
	rootIdentity,
} from '../../support/a-record.ts';
import { followLast } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

type Fields = Record<string, unknown>;
type Containment = NonNullable<ConfigurationInput['containment']>;

const MANAGEMENT = '777788889999';
const HOUR = 3_600_000;
const outside = { sourceIPAddress: OUTSIDE };
const organization: Containment = { mode: 'contain', channel: 'organization', managementAccount: MANAGEMENT };
const single: Containment = { mode: 'contain', channel: 'account' };

async function plan(
	records: Fields | readonly Fields[],
	containment: Containment = organization,
	more: Partial<ConfigurationInput> = {},
) {
	const settings = someSettings({
		accounts: { [ACCOUNT]: 'prod', [OTHER_ACCOUNT]: 'dev', [MANAGEMENT]: 'management' },
		containment,
		...more,
	});
	const list = Array.isArray(records) ? records : [records];
	return planContainment(await followLast(list, settings), { ...settings, sessionsMade: 0 });
}

/** Wishes as short lines: key=value, targets, hours until the end. */
async function wished(...args: Parameters<typeof plan>): Promise<string[]> {
	const { wishes } = await plan(...args);
	const start = Date.parse('2026-03-03T01:00:00Z');
	return wishes.map(({ selector, targets, until, reach }) => {
		const where = targets.map(({ target, attachment }) =>
			attachment ? `${target}(${attachment.kind} ${attachment.name})` : target,
		);
		return `${selector.key}=${selector.value} ${reach} ${where.join('+')} ${(until - start) / HOUR}h`;
	});
}

const DIRECTORY_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_Admin_0123456789abcdef`;
const directorySession = roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'sora', {
	principalId: 'AROADIRECTORYEXAMPLE:sora',
	onBehalfOf: { userId: DIRECTORY_USER },
	sessionContext: { sessionIssuer: { arn: DIRECTORY_ROLE }, attributes: {} },
});
const federated = {
	type: 'FederatedUser',
	principalId: `${ACCOUNT}:kiosk`,
	arn: `arn:aws:sts::${ACCOUNT}:federated-user/kiosk`,
	accountId: ACCOUNT,
	sessionContext: {
		sessionIssuer: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/bora`, userName: 'bora' },
	},
};

describe('with an organization', () => {
	it.each<[string, Fields, string[]]>([
		[
			'an IAM user in the console',
			consoleLogin(outside),
			['aws:userid=AIDABORAEXAMPLE outside organization 168h'],
		],
		[
			'an access key and the session that it made',
			assumeRole(outside),
			[
				'aws:userid=AIDABORAEXAMPLE outside organization 168h',
				'aws:userid=AROADEPLOYEXAMPLE:bora-cli outside organization 12h',
			],
		],
		[
			'a GetSessionToken session, which ends by itself',
			consoleLogin({
				...outside,
				eventName: 'CreateOAuth2Token',
				additionalEventData: { success: 'true' },
				userIdentity: { ...iamUser(), accessKeyId: 'ASIAEXAMPLE' },
			}),
			['aws:userid=AIDABORAEXAMPLE outside organization 36h'],
		],
		[
			'a federation token and the user who made it',
			assumeRole({
				...outside,
				eventName: 'GetFederationToken',
				requestParameters: { name: 'kiosk' },
				responseElements: { credentials: {}, federatedUser: { federatedUserId: `${ACCOUNT}:kiosk` } },
			}),
			[
				'aws:userid=AIDABORAEXAMPLE outside organization 168h',
				`aws:userid=${ACCOUNT}:kiosk outside organization 36h`,
			],
		],
		[
			'a federated user',
			consoleLogin({ ...outside, userIdentity: federated }),
			[`aws:userid=${ACCOUNT}:kiosk outside organization 36h`],
		],
		[
			'a role session',
			consoleLogin({ ...outside, userIdentity: roleSession('ops', 'kim') }),
			['aws:userid=AROAOPSEXAMPLE:kim outside organization 12h'],
		],
		[
			'a role chain: the calling session and the one that it made',
			assumeRole({ ...outside, userIdentity: roleSession('ops', 'kim') }),
			[
				'aws:userid=AROAOPSEXAMPLE:kim outside organization 12h',
				'aws:userid=AROADEPLOYEXAMPLE:bora-cli outside organization 12h',
			],
		],
		[
			'a SAML user: the session only',
			assumeRole({
				...outside,
				eventName: 'AssumeRoleWithSAML',
				userIdentity: { type: 'SAMLUser', principalId: 'Q=:sora', userName: 'sora' },
			}),
			['aws:userid=AROADEPLOYEXAMPLE:bora-cli outside organization 12h'],
		],
		[
			"a stranger's account: the session only",
			assumeRole({
				...outside,
				userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AROAX:job' },
			}),
			['aws:userid=AROADEPLOYEXAMPLE:bora-cli outside organization 12h'],
		],
		[
			'a directory user, in the management account too',
			portalEvent('UserAuthentication', outside),
			[
				`identitystore:UserId=${DIRECTORY_USER} outside organization+account:${MANAGEMENT}(permission-set-role AWSReservedSSO_*) 12h`,
			],
		],
		[
			"a directory user's session, by the directory's id",
			consoleLogin({ ...outside, userIdentity: directorySession }),
			[
				`identitystore:UserId=${DIRECTORY_USER} outside organization+account:${MANAGEMENT}(permission-set-role AWSReservedSSO_*) 12h`,
			],
		],
		[
			"a directory user's session whose id nobody has told yet",
			consoleLogin({ ...outside, userIdentity: { ...directorySession, onBehalfOf: undefined } }),
			['aws:userid=AROADIRECTORYEXAMPLE:sora outside organization 12h'],
		],
		[
			'root of a member account',
			consoleLogin({ ...outside, userIdentity: rootIdentity() }),
			[`aws:PrincipalArn=arn:aws:iam::${ACCOUNT}:root outside organization 168h`],
		],
		[
			'an IAM user of the management account, which no SCP reaches',
			consoleLogin({ ...outside, recipientAccountId: MANAGEMENT, userIdentity: iamUser('bora', MANAGEMENT) }),
			[`aws:userid=AIDABORAEXAMPLE outside account:${MANAGEMENT}(user bora) 168h`],
		],
	])('denies %s', async (_, record, expected) => {
		expect(await wished(record)).toEqual(expected);
	});
});

describe('a thief who chooses names', () => {
	it('is denied as his own session, not as the directory user whose name and role he imitates', async () => {
		const imitation = roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'sora', {
			principalId: 'AROATHIEFEXAMPLE:sora',
		});
		expect(
			await wished([
				portalEvent('UserAuthentication', { additionalEventData: { UserName: 'sora' } }),
				consoleLogin({ ...outside, eventTime: '2026-03-03T01:00:01Z', userIdentity: imitation }),
			]),
		).toEqual([expect.stringContaining('aws:userid=AROATHIEFEXAMPLE:sora outside')]);
	});

	it('is denied although his session is named like an instance', async () => {
		const record = assumeRole({ ...outside, userIdentity: roleSession('ops', 'i-0123456789abcdef0') });
		expect((await wished(record))[0]).toContain('aws:userid=AROAOPSEXAMPLE:i-0123456789abcdef0');
	});

	it('is denied although his session is named like somebody exempt or protected', async () => {
		const record = consoleLogin({ ...outside, userIdentity: roleSession('ops', 'break-glass') });
		const exemptions = [{ principal: 'break-glass', reason: 'x', review: '2027-01-01' }];
		const containment = { ...organization, protectedPrincipals: ['break-glass'] };
		expect(await wished(record, containment, { exemptions })).toHaveLength(1);
	});
});

describe('in a single account', () => {
	it.each<[string, Fields, string[]]>([
		[
			'an IAM user',
			consoleLogin(outside),
			[`aws:userid=AIDABORAEXAMPLE outside account:${ACCOUNT}(user bora) 168h`],
		],
		[
			'a role session, by the policy on its role',
			consoleLogin({ ...outside, userIdentity: roleSession('ops', 'kim') }),
			[`aws:userid=AROAOPSEXAMPLE:kim outside account:${ACCOUNT}(role ops) 12h`],
		],
		[
			'a federated user, by the policy on whoever made it',
			consoleLogin({ ...outside, userIdentity: federated }),
			[`aws:userid=${ACCOUNT}:kiosk outside account:${ACCOUNT}(user bora) 36h`],
		],
		[
			'a directory user where he entered',
			portalEvent('GetRoleCredentials', {
				...outside,
				serviceEventDetails: { account_id: OTHER_ACCOUNT, role_name: 'Admin' },
			}),
			[
				`identitystore:UserId=${DIRECTORY_USER} outside account:${OTHER_ACCOUNT}(permission-set-role AWSReservedSSO_Admin_*) 12h`,
			],
		],
	])('denies %s', async (_, record, expected) => {
		expect(await wished(record, single)).toEqual(expected);
	});
});

describe('nobody is contained', () => {
	it.each<[string, string | null, Fields, Containment?, Partial<ConfigurationInput>?]>([
		['an office login', null, consoleLogin()],
		['a failed attempt', null, deniedAssumeRole(outside)],
		['a private address', 'unknown-origin', consoleLogin({ sourceIPAddress: '10.0.0.1' })],
		['no address', 'unknown-origin', consoleLogin({ sourceIPAddress: null })],
		[
			'root of the management account',
			'management-root',
			consoleLogin({ ...outside, recipientAccountId: MANAGEMENT, userIdentity: rootIdentity(MANAGEMENT) }),
		],
		[
			'root without an organization',
			'root-needs-organization',
			consoleLogin({ ...outside, userIdentity: rootIdentity() }),
			single,
		],
		[
			'a directory user without an organization, in no account yet',
			'no-target',
			portalEvent('UserAuthentication', outside),
			single,
		],
		[
			'a service-linked role',
			'service-linked-role',
			assumeRole({
				...outside,
				userIdentity: roleSession('AWSServiceRoleForX', 'x', {
					sessionContext: {
						sessionIssuer: {
							arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
						},
						attributes: {},
					},
				}),
			}),
		],
		[
			'a workload',
			'workload',
			assumeRole({
				...outside,
				eventName: 'AssumeRoleWithWebIdentity',
				userIdentity: { type: 'WebIdentityUser', userName: 'repo' },
			}),
		],
		[
			'a user whose id is masked',
			'no-selector',
			consoleLogin({ ...outside, userIdentity: { ...iamUser(), principalId: 'AIDxxxx*' } }),
		],
		[
			'a directory user who is known by name only',
			'no-selector',
			portalEvent('UserAuthentication', {
				...outside,
				userIdentity: { type: 'Unknown', principalId: ACCOUNT, accountId: ACCOUNT, userName: 'sora' },
			}),
		],
		[
			'a role of another company',
			'no-target',
			assumeRole({
				...outside,
				requestParameters: { roleArn: 'arn:aws:iam::999988887777:role/x' },
				userIdentity: { type: 'SAMLUser', userName: 'x' },
			}),
		],
		[
			'a protected name',
			'protected',
			consoleLogin(outside),
			{ ...organization, protectedPrincipals: ['bor*'] },
		],
		[
			'a protected id',
			'protected',
			consoleLogin(outside),
			{ ...organization, protectedPrincipals: ['AIDABORAEXAMPLE'] },
		],
		[
			'an exempt user',
			'exempt',
			consoleLogin(outside),
			organization,
			{ exemptions: [{ principal: 'bora', reason: 'x', review: '2027-01-01' }] },
		],
	])('for %s: %s', async (_, reason, record, containment, more) => {
		expect(await plan(record, containment, more)).toMatchObject({ wishes: [], notContained: reason });
	});

	it.each(['observe', 'ask'] as const)('in mode %s, but the plan says what would be done', async (mode) => {
		const got = await plan(consoleLogin(outside), { ...organization, mode });
		expect(got).toMatchObject({ wishes: [{ reach: 'outside' }], notContained: `mode-${mode}` });
	});

	it('and single accounts may have another mode', async () => {
		const containment: Containment = { ...organization, modes: { [ACCOUNT]: 'observe' } };
		expect((await plan(consoleLogin(outside), containment)).notContained).toBe('mode-observe');
	});
});

describe('a caller', () => {
	it('who is a stranger leaves advice: the trust policy must change', async () => {
		const record = assumeRole({
			...outside,
			userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AIDAX' },
		});
		expect((await plan(record)).advice).toBe('foreign-caller-only');
	});

	it('whose made session has no id of a role leaves advice: cut it by hand', async () => {
		const record = assumeRole({
			...outside,
			responseElements: { assumedRoleUser: { assumedRoleId: 'masked' } },
		});
		expect(await plan(record)).toMatchObject({
			wishes: [{ reason: 'external-caller' }],
			advice: 'session-unreached',
		});
	});

	it('who has made ten sessions is contained alone, and a human is told to cut the role', async () => {
		const settings = someSettings({ containment: organization });
		const followed = await followLast([assumeRole(outside)], settings);
		const got = planContainment(followed, { ...settings, sessionsMade: 10 });
		expect([got.wishes.length, got.advice]).toEqual([1, 'too-many-sessions']);
	});

	it('counts as one person, however long the chain of roles that he goes through', async () => {
		const made = {
			type: 'AssumedRole',
			principalId: 'AROADEPLOYEXAMPLE:bora-cli',
			arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/bora-cli`,
			accountId: ACCOUNT,
		};
		const at = (minute: string, over: Fields) =>
			assumeRole({ ...outside, eventTime: `2026-03-03T01:${minute}:00Z`, ...over });
		const { wishes } = await plan([at('00', {}), at('01', { userIdentity: made })]);
		expect(new Set(wishes.map(({ person }) => person))).toEqual(new Set([`user:${ACCOUNT}/bora`]));
	});
});
