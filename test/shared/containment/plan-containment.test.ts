import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	DIRECTORY_USER,
	iamUser,
	OTHER_ACCOUNT,
	portalEvent,
	roleSession,
	rootIdentity,
} from '../../support/a-record.ts';
import {
	MANAGEMENT,
	organization,
	plan,
	requested,
	single,
	untrusted,
} from '../../support/plan-for.ts';
import { pilotOf } from '../../support/some-settings.ts';

type Fields = Record<string, unknown>;

const DIRECTORY_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_Admin_0123456789abcdef`;
const directorySession = roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'sora', {
	principalId: 'AROADIRECTORYEXAMPLE0001:sora',
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
			consoleLogin(untrusted),
			['aws:userid=AIDABORAEXAMPLE0001 untrusted-networks scp 168h'],
		],
		[
			'an access key and the session that it made',
			assumeRole(untrusted),
			[
				'aws:userid=AIDABORAEXAMPLE0001 untrusted-networks scp 168h',
				'aws:userid=AROADEPLOYEXAMPLE0001:bora-cli untrusted-networks scp 12h',
			],
		],
		[
			'a GetSessionToken session, which ends by itself',
			consoleLogin({
				...untrusted,
				eventName: 'CreateOAuth2Token',
				additionalEventData: { success: 'true' },
				userIdentity: { ...iamUser(), accessKeyId: 'ASIAEXAMPLE' },
			}),
			['aws:userid=AIDABORAEXAMPLE0001 untrusted-networks scp 36h'],
		],
		[
			'a federation token and the user who made it',
			assumeRole({
				...untrusted,
				eventName: 'GetFederationToken',
				requestParameters: { name: 'kiosk' },
				responseElements: {
					credentials: {},
					federatedUser: { federatedUserId: `${ACCOUNT}:kiosk` },
				},
			}),
			[
				'aws:userid=AIDABORAEXAMPLE0001 untrusted-networks scp 168h',
				`aws:userid=${ACCOUNT}:kiosk untrusted-networks scp 36h`,
			],
		],
		[
			'a federated user',
			consoleLogin({ ...untrusted, userIdentity: federated }),
			[`aws:userid=${ACCOUNT}:kiosk untrusted-networks scp 36h`],
		],
		[
			'a role session',
			consoleLogin({ ...untrusted, userIdentity: roleSession('ops', 'kim') }),
			['aws:userid=AROAOPSEXAMPLE0001:kim untrusted-networks scp 12h'],
		],
		[
			'a role chain: the calling session and the one that it made',
			assumeRole({ ...untrusted, userIdentity: roleSession('ops', 'kim') }),
			[
				'aws:userid=AROAOPSEXAMPLE0001:kim untrusted-networks scp 12h',
				'aws:userid=AROADEPLOYEXAMPLE0001:bora-cli untrusted-networks scp 12h',
			],
		],
		[
			'a SAML user: the session only',
			assumeRole({
				...untrusted,
				eventName: 'AssumeRoleWithSAML',
				userIdentity: { type: 'SAMLUser', principalId: 'Q=:sora', userName: 'sora' },
			}),
			['aws:userid=AROADEPLOYEXAMPLE0001:bora-cli untrusted-networks scp 12h'],
		],
		[
			"a stranger's account: the session only",
			assumeRole({
				...untrusted,
				userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AROAX:job' },
			}),
			['aws:userid=AROADEPLOYEXAMPLE0001:bora-cli untrusted-networks scp 12h'],
		],
		[
			'a directory user, in the management account too',
			portalEvent('UserAuthentication', untrusted),
			[
				`identitystore:UserId=${DIRECTORY_USER} untrusted-networks scp+iam:${MANAGEMENT}(permission-set-role AWSReservedSSO_*) 12h`,
			],
		],
		[
			"a directory user's session, by the directory's id",
			consoleLogin({ ...untrusted, userIdentity: directorySession }),
			[
				`identitystore:UserId=${DIRECTORY_USER} untrusted-networks scp+iam:${MANAGEMENT}(permission-set-role AWSReservedSSO_*) 12h`,
			],
		],
		[
			"a directory user's session whose id nobody has told yet",
			consoleLogin({ ...untrusted, userIdentity: { ...directorySession, onBehalfOf: undefined } }),
			['aws:userid=AROADIRECTORYEXAMPLE0001:sora untrusted-networks scp 12h'],
		],
		[
			'root of a member account',
			consoleLogin({ ...untrusted, userIdentity: rootIdentity() }),
			[`aws:PrincipalArn=arn:aws:iam::${ACCOUNT}:root untrusted-networks scp 168h`],
		],
		[
			'root in GovCloud, if the record lacks the ARN',
			consoleLogin({
				...{ ...untrusted, awsRegion: 'us-gov-west-1' },
				userIdentity: { ...rootIdentity(), arn: undefined },
			}),
			[`aws:PrincipalArn=arn:aws-us-gov:iam::${ACCOUNT}:root untrusted-networks scp 168h`],
		],
		[
			'an IAM user of the management account, which no SCP reaches',
			consoleLogin({
				...untrusted,
				recipientAccountId: MANAGEMENT,
				userIdentity: iamUser('bora', MANAGEMENT),
			}),
			[`aws:userid=AIDABORAEXAMPLE0001 untrusted-networks iam:${MANAGEMENT}(user bora) 168h`],
		],
	])('denies %s', async (_, record, expected) => {
		expect(await requested(record)).toEqual(expected);
	});
});

describe('an attacker who chooses names', () => {
	it('is denied as their own session, not as the directory user whose name and role they imitate', async () => {
		const imitation = roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'sora', {
			principalId: 'AROATHIEFEXAMPLE0001:sora',
		});
		expect(
			await requested([
				portalEvent('UserAuthentication', { additionalEventData: { UserName: 'sora' } }),
				consoleLogin({ ...untrusted, eventTime: '2026-03-03T01:00:01Z', userIdentity: imitation }),
			]),
		).toEqual([expect.stringContaining('aws:userid=AROATHIEFEXAMPLE0001:sora untrusted-networks')]);
	});

	it('is denied in the console although the session is named like an instance', async () => {
		const record = consoleLogin({
			...untrusted,
			userIdentity: roleSession('ops', 'i-0123456789abcdef0'),
		});
		expect((await requested(record))[0]).toContain(
			'aws:userid=AROAOPSEXAMPLE0001:i-0123456789abcdef0',
		);
	});

	const protectedUser = { name: 'breakglass', account: ACCOUNT };
	const pathOf = (arn: string) =>
		roleSession('breakglass', 'kim', {
			sessionContext: { sessionIssuer: { arn }, attributes: {} },
		});

	it.each([
		['a session', roleSession('ops', 'breakglass')],
		['a federated session', { ...federated, principalId: `${ACCOUNT}:breakglass` }],
		['a user of another account', iamUser('breakglass', OTHER_ACCOUNT)],
		[
			'a role whose path imitates the ARN of the user',
			pathOf(`arn:aws:iam::${OTHER_ACCOUNT}:role/x:iam::${ACCOUNT}:user/breakglass`),
		],
		['a role of another account', pathOf(`arn:aws:iam::${OTHER_ACCOUNT}:role/breakglass`)],
	])('is denied as %s that is named like somebody protected', async (_, userIdentity) => {
		const recipientAccountId = (userIdentity as Fields).accountId;
		const record = consoleLogin({ ...untrusted, recipientAccountId, userIdentity });
		const arn = `arn:*:iam::${ACCOUNT}:user/breakglass`;
		const containment = { ...organization, protectedPrincipals: [protectedUser, arn] };
		expect(await requested(record, containment)).toHaveLength(1);
	});

	it.each(['breakglass', '*breakglass', 'arn:aws:iam::*:user/breakglass'])(
		'is denied although the session has the name of the exempt %s',
		async (principal) => {
			const exemptions = [{ principal, reason: 'x', review: '2027-01-01' }];
			const sessionOf = async (name: string) =>
				requested(
					consoleLogin({ ...untrusted, userIdentity: roleSession('ops', name) }),
					organization,
					{ exemptions },
				);
			expect(await sessionOf('breakglass')).toHaveLength(1);
			const user = consoleLogin({ ...untrusted, userIdentity: iamUser('breakglass') });
			expect(await requested(user, organization, { exemptions })).toEqual([]);
		},
	);

	it.each([
		['a user', consoleLogin({ ...untrusted, userIdentity: iamUser('breakglass') })],
		['a role', consoleLogin({ ...untrusted, userIdentity: roleSession('breakglass', 'kim') })],
		[
			'a role with a path',
			consoleLogin({
				...untrusted,
				userIdentity: pathOf(`arn:aws:iam::${ACCOUNT}:role/ops/breakglass`),
			}),
		],
	])('does not matter for %s that is protected by its name and account', async (_, record) => {
		const containment = { ...organization, protectedPrincipals: [protectedUser] };
		expect(await requested(record, containment)).toEqual([]);
	});
});

describe('in a single account', () => {
	it.each<[string, Fields, string[]]>([
		[
			'an IAM user',
			consoleLogin(untrusted),
			[`aws:userid=AIDABORAEXAMPLE0001 untrusted-networks iam:${ACCOUNT}(user bora) 168h`],
		],
		[
			'a role session, by the policy on its role',
			consoleLogin({ ...untrusted, userIdentity: roleSession('ops', 'kim') }),
			[`aws:userid=AROAOPSEXAMPLE0001:kim untrusted-networks iam:${ACCOUNT}(role ops) 12h`],
		],
		[
			'a federated user, by the policy on the user who made the session',
			consoleLogin({ ...untrusted, userIdentity: federated }),
			[`aws:userid=${ACCOUNT}:kiosk untrusted-networks iam:${ACCOUNT}(user bora) 36h`],
		],
		[
			'a directory user in the account that they entered',
			portalEvent('GetRoleCredentials', {
				...untrusted,
				serviceEventDetails: { account_id: ACCOUNT, role_name: 'Admin' },
			}),
			[
				`identitystore:UserId=${DIRECTORY_USER} untrusted-networks iam:${ACCOUNT}(permission-set-role AWSReservedSSO_Admin_*) 12h`,
			],
		],
	])('denies %s', async (_, record, expected) => {
		expect(await requested(record, single)).toEqual(expected);
	});
});

describe('the user or role that gets the policy', () => {
	const attachments = async (record: Fields) =>
		(await plan(record, single)).requests.map(({ policies }) => policies[0]?.attachment);
	const issuer = { ...federated.sessionContext.sessionIssuer, principalId: 'AIDABORAEXAMPLE0001' };
	const bora = { kind: 'user', name: 'bora', id: 'AIDABORAEXAMPLE0001' };
	const token = (userIdentity: Fields) =>
		assumeRole({
			...{ ...untrusted, userIdentity, eventName: 'GetFederationToken' },
			requestParameters: { name: 'kiosk' },
			responseElements: {
				credentials: {},
				federatedUser: { federatedUserId: `${ACCOUNT}:kiosk` },
			},
		});

	it.each<[string, Fields]>([
		['the caller makes the session', token(iamUser())],
		[
			'the caller has it',
			consoleLogin({
				...untrusted,
				userIdentity: { ...federated, sessionContext: { sessionIssuer: issuer } },
			}),
		],
	])('is known by the id of the user who made a federated session: %s', async (_, record) => {
		expect((await attachments(record)).at(-1)).toEqual(bora);
	});

	it('is known by name alone if the record lacks the id, or has something else there', async () => {
		const byName = [{ kind: 'user', name: 'bora' }];
		expect(await attachments(consoleLogin({ ...untrusted, userIdentity: federated }))).toEqual(
			byName,
		);
		const odd = {
			...federated,
			sessionContext: { sessionIssuer: { ...issuer, principalId: '*' } },
		};
		expect(await attachments(consoleLogin({ ...untrusted, userIdentity: odd }))).toEqual(byName);
	});
});

describe('a management account that the modes do not name', () => {
	const uncovered = { ...organization, modes: {} };
	const policiesOf = async (record: Fields) => {
		const { requests, advice } = await plan(record, uncovered);
		return [requests.flatMap(({ policies }) => policies.map(({ policy }) => policy)), advice];
	};

	it.each<[string, Fields]>([
		['a directory user', portalEvent('UserAuthentication', untrusted)],
		['their session', consoleLogin({ ...untrusted, userIdentity: directorySession })],
		[
			'a session in a member account that a user of the management account made',
			assumeRole({ ...untrusted, userIdentity: iamUser('bora', MANAGEMENT) }),
		],
		[
			'the caller in a member account of a session there',
			assumeRole({
				...untrusted,
				requestParameters: { roleArn: `arn:aws:iam::${MANAGEMENT}:role/x`, roleSessionName: 'x1' },
				responseElements: { assumedRoleUser: { assumedRoleId: 'AROAXEXAMPLEXEXAMPLE:x1' } },
			}),
		],
	])('leaves only the SCP, and the card says that it is not covered: %s', async (_, record) => {
		expect(await policiesOf(record)).toEqual([['scp'], 'management-not-covered']);
	});

	it('is not mentioned where it does not matter', async () => {
		expect(await policiesOf(assumeRole(untrusted))).toEqual([['scp', 'scp'], null]);
	});
});

describe('a session in an account that nobody has listed and that has delivered nothing', () => {
	const elsewhere = (account: string) =>
		assumeRole({
			...untrusted,
			requestParameters: { roleArn: `arn:aws:iam::${account}:role/admin`, roleSessionName: 'x1' },
			responseElements: {
				credentials: {},
				assumedRoleUser: {
					assumedRoleId: 'AROAQUIETQUIETQUIET1:x1',
					arn: `arn:aws:sts::${account}:assumed-role/admin/x1`,
				},
			},
		});

	it('is requested of the SCP, because Organizations tells above which accounts it stands', async () => {
		const { requests, advice } = await plan(elsewhere('555566667777'));
		expect(requests.map(({ selector }) => selector.value)).toEqual([
			'AIDABORAEXAMPLE0001',
			'AROAQUIETQUIETQUIET1:x1',
		]);
		expect(requests[1]?.policies).toEqual([
			{ policy: 'scp', account: '555566667777', attachment: null },
		]);
		expect(advice).toBeNull();
	});

	it('is not requested of the policy of an account, which is not ours', async () => {
		const { requests, advice } = await plan(elsewhere('555566667777'), single);
		expect(requests.map(({ selector }) => selector.value)).toEqual(['AIDABORAEXAMPLE0001']);
		expect(advice).toBe('session-not-denied');
	});

	it('is not requested if the account is none', async () => {
		for (const account of ['aws', '5555', '']) {
			const { requests } = await plan(elsewhere(account));
			expect(requests).toHaveLength(1);
		}
	});
});

describe('a record that lacks something', () => {
	it('does not contain the root user of an account that it does not name', async () => {
		const userIdentity = roleSession('ops', 'kim');
		for (const targetPrincipal of [undefined, 'None', 'arn:aws:iam::x:root']) {
			const requestParameters = { targetPrincipal };
			const record = { eventName: 'AssumeRoot', ...untrusted, userIdentity, requestParameters };
			const denied = (await requested(assumeRole(record))).join();
			expect(denied).toContain(':kim ');
			expect(denied).not.toContain(':root');
		}
	});

	it('contains nobody for an endpoint whose id is masked', async () => {
		expect(await requested(assumeRole({ ...untrusted, vpcEndpointId: '***' }))).toEqual([]);
	});
});

describe('a caller', () => {
	it('in an external account gives the advice to change the trust policy', async () => {
		const record = assumeRole({
			...untrusted,
			userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AIDAX' },
		});
		expect((await plan(record)).advice).toBe('external-caller-only');
	});

	it.each([
		[
			'with an identity provider has no account at all',
			{ type: 'SAMLUser', principalId: 'Q=:sora', userName: 'sora' },
			'outside-caller-only',
		],
		[
			'whose id the record lacks is one of ours',
			{ type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/sora` },
			'caller-without-id',
		],
	])('%s', async (_, userIdentity, advice) => {
		expect((await plan(assumeRole({ ...untrusted, userIdentity }))).advice).toBe(advice);
	});

	it('whose session has no role id in the record gives the advice to revoke it by hand', async () => {
		const record = assumeRole({
			...untrusted,
			responseElements: { assumedRoleUser: { assumedRoleId: 'masked' } },
		});
		expect(await plan(record)).toMatchObject({
			requests: [{ reason: 'untrusted-caller' }],
			advice: 'session-not-denied',
		});
	});

	it('is denied in a pilot wherever the SCP stands, if they are of the directory', async () => {
		const record = consoleLogin({ ...untrusted, userIdentity: directorySession });
		const { requests } = await plan(record, organization, pilotOf(ACCOUNT));
		expect(requests.map(({ policies }) => policies[0])).toEqual([
			{ policy: 'scp', account: null, attachment: null },
		]);
	});

	it('counts as one person, however long the chain of roles that they go through', async () => {
		const made = {
			type: 'AssumedRole',
			principalId: 'AROADEPLOYEXAMPLE0001:bora-cli',
			arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/bora-cli`,
			accountId: ACCOUNT,
		};
		const at = (minute: string, over: Fields) =>
			assumeRole({ ...untrusted, eventTime: `2026-03-03T01:${minute}:00Z`, ...over });
		const { requests } = await plan([at('00', {}), at('01', { userIdentity: made })]);
		expect(new Set(requests.map(({ person }) => person))).toEqual(
			new Set([`user:${ACCOUNT}/bora`]),
		);
	});
});
