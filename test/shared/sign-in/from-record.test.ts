import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_SOURCES } from '../../../shared/record/event-sources.ts';
import { EVENTS } from '../../../shared/sign-in/events.ts';
import { signInFromRecord } from '../../../shared/sign-in/from-record.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	DIRECTORY_USER,
	deniedAssumeRole,
	iamUser,
	OTHER_ACCOUNT,
	portalEvent,
	roleSession,
	rootIdentity,
} from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

describe('the outcome', () => {
	it.each([
		['console success', consoleLogin(), 'success'],
		['console failure without errorCode', consoleLogin({}, 'Failure'), 'failure'],
		['console without a result', consoleLogin({ responseElements: null }), 'unknown'],
		['console with "None" for objects', consoleLogin({ requestParameters: 'None' }), 'success'],
		['denied call', deniedAssumeRole(), 'failure'],
		['call without errorCode', assumeRole({ responseElements: null }), 'success'],
		['portal login', portalEvent('UserAuthentication', { serviceEventDetails: null }), 'success'],
		[
			'failed factor',
			portalEvent('CredentialVerification', {
				serviceEventDetails: { CredentialVerification: 'Failure' },
			}),
			'failure',
		],
		[
			'OAuth flag as text',
			consoleLogin({ eventName: 'CreateOAuth2Token', additionalEventData: { success: 'true' } }),
			'success',
		],
		[
			'OAuth flag as boolean',
			consoleLogin({ eventName: 'CreateOAuth2Token', additionalEventData: { success: false } }),
			'failure',
		],
		[
			'OAuth without flag',
			consoleLogin({ eventName: 'CreateOAuth2Token', additionalEventData: {} }),
			'success',
		],
		[
			'browser authorization without flag',
			consoleLogin({ eventName: 'AuthorizeOAuth2Access', additionalEventData: null }),
			'success',
		],
		[
			'OAuth without flag, but with an error',
			consoleLogin({
				eventName: 'CreateOAuth2Token',
				additionalEventData: {},
				errorCode: 'AccessDenied',
			}),
			'failure',
		],
		[
			'OAuth with a flag that nobody knows',
			consoleLogin({ eventName: 'CreateOAuth2Token', additionalEventData: { success: 'maybe' } }),
			'unknown',
		],
		[
			'console without a result, but with a message',
			consoleLogin({ responseElements: null, errorMessage: 'Failed authentication' }),
			'failure',
		],
		[
			'console with a result that nobody knows',
			consoleLogin({ responseElements: { ConsoleLogin: 'Pending' } }),
			'unknown',
		],
		[
			'role switch without a result',
			consoleLogin({ eventName: 'SwitchRole', responseElements: null }),
			'unknown',
		],
		[
			'renewed role without a result',
			consoleLogin({ eventName: 'RenewRole', responseElements: null }),
			'success',
		],
		[
			'sign-in token without a result',
			consoleLogin({ eventName: 'GetSigninToken', responseElements: null }),
			'success',
		],
		[
			'factor without a result',
			portalEvent('CredentialVerification', { serviceEventDetails: null }),
			'unknown',
		],
		[
			'portal login with a result that nobody knows',
			portalEvent('UserAuthentication', { serviceEventDetails: { UserAuthentication: 'Later' } }),
			'unknown',
		],
		[
			'unknown call that returned credentials',
			assumeRole({ eventName: 'GetNewKey', requestParameters: null }),
			'success',
		],
		[
			'unknown call without a word',
			assumeRole({ eventName: 'GetNewKey', responseElements: null }),
			'unknown',
		],
		['unknown call that was denied', deniedAssumeRole({ eventName: 'GetNewKey' }), 'failure'],
	])('of a %s', (_, record, outcome) => {
		expect(aSignInFrom(record).outcome).toBe(outcome);
	});
});

describe('the principal', () => {
	it.each([
		['an IAM user', consoleLogin(), { kind: 'iam-user', name: 'bora' }],
		[
			'root',
			consoleLogin({ userIdentity: rootIdentity() }),
			{ kind: 'root', name: 'root', id: ACCOUNT },
		],
		[
			'a hidden name',
			consoleLogin(
				{
					userIdentity: {
						type: 'IAMUser',
						accountId: ACCOUNT,
						userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
					},
				},
				'Failure',
			),
			{ kind: 'iam-user', name: null, id: null },
		],
		[
			'a role session',
			assumeRole({ userIdentity: roleSession('ops', 'kim') }),
			{ kind: 'role-session', name: 'kim' },
		],
		[
			'a portal user of today',
			portalEvent('UserAuthentication', { additionalEventData: { UserName: 'sora@example.com' } }),
			{ kind: 'identity-center-user', id: DIRECTORY_USER, name: 'sora@example.com' },
		],
		[
			'a portal user before July 2025',
			portalEvent('UserAuthentication', {
				userIdentity: {
					type: 'Unknown',
					principalId: ACCOUNT,
					arn: '',
					accountId: ACCOUNT,
					userName: 'sora',
				},
			}),
			{ kind: 'identity-center-user', id: null, name: 'sora', arn: null },
		],
		[
			'a SAML user',
			assumeRole({
				eventName: 'AssumeRoleWithSAML',
				userIdentity: {
					type: 'SAMLUser',
					principalId: 'Q/=:sora',
					userName: 'sora',
					identityProvider: 'Q/=',
				},
			}),
			{ kind: 'saml-user', name: 'sora', account: null },
		],
		[
			'a federated user',
			assumeRole({
				userIdentity: {
					type: 'FederatedUser',
					principalId: `${ACCOUNT}:kiosk`,
					arn: `arn:aws:sts::${ACCOUNT}:federated-user/kiosk`,
				},
			}),
			{ kind: 'federated-user', name: 'kiosk' },
		],
		[
			'an external account',
			assumeRole({
				userIdentity: {
					type: 'AWSAccount',
					principalId: 'AIDAXEXAMPLE0001',
					accountId: '999988887777',
				},
			}),
			{ kind: 'aws-account', account: '999988887777', name: null },
		],
		[
			'a service without type',
			assumeRole({ userIdentity: { accountId: ACCOUNT, invokedBy: 'ec2.amazonaws.com' } }),
			{ kind: 'aws-service', name: 'ec2.amazonaws.com' },
		],
		[
			'an external identity provider that is typed Root',
			consoleLogin({
				eventName: 'ExternalIdPDirectoryLogin',
				userIdentity: { ...rootIdentity(), arn: '' },
				responseElements: { ExternalIdPDirectoryLogin: 'Failure' },
			}),
			{ kind: 'unknown' },
		],
		[
			'no identity at all',
			consoleLogin({ userIdentity: null }),
			{ kind: 'unknown', name: null, id: null },
		],
		[
			'a type that is a property name of Object',
			consoleLogin({ userIdentity: { type: 'constructor' } }),
			{ kind: 'unknown' },
		],
	])('is %s', (_, record, expected) => {
		expect(aSignInFrom(record).principal).toMatchObject(expected);
	});
});

describe('the session', () => {
	it('is what AssumeRole returned, with its end in US format', () => {
		expect(aSignInFrom(assumeRole()).session).toEqual({
			userId: 'AROADEPLOYEXAMPLE0001:bora-cli',
			roleArn: `arn:aws:iam::${ACCOUNT}:role/ops/deploy`,
			name: 'bora-cli',
			issuedAt: Date.parse('2026-03-03T01:00:00Z'),
			endsAt: Date.parse('2026-03-03T02:00:00Z'),
		});
	});

	it('is built from the request where a service omits assumedRoleUser', () => {
		const { session } = aSignInFrom(assumeRole({ responseElements: { credentials: {} } }));
		expect(session).toMatchObject({
			userId: null,
			roleArn: `arn:aws:iam::${ACCOUNT}:role/ops/deploy`,
			name: 'bora-cli',
		});
	});

	it('is null for a failure, whose role is only in the message', () => {
		const signIn = aSignInFrom(deniedAssumeRole());
		expect(signIn.session).toBeNull();
		expect(signIn.attemptedRole).toBe(`arn:aws:iam::${OTHER_ACCOUNT}:role/ops/admin`);
	});

	it('keeps the path of the role that opened the console', () => {
		const { session } = aSignInFrom(consoleLogin({ userIdentity: roleSession('ops', 'kim') }));
		expect(session).toMatchObject({ roleArn: `arn:aws:iam::${ACCOUNT}:role/ops`, name: 'kim' });
	});

	it('is the role entered, seen from the account that was left', () => {
		const entered = `arn:aws:iam::${OTHER_ACCOUNT}:role/admin`;
		const record = consoleLogin({
			eventName: 'SwitchRole',
			responseElements: { SwitchRole: 'Success' },
			additionalEventData: { SwitchTo: entered },
		});
		expect(aSignInFrom(record).session).toMatchObject({
			userId: null,
			roleArn: entered,
			name: 'bora',
		});
	});

	it('of GetFederationToken is the federated user', () => {
		const record = assumeRole({
			eventName: 'GetFederationToken',
			requestParameters: { name: 'kiosk' },
			responseElements: { credentials: {}, federatedUser: { federatedUserId: `${ACCOUNT}:kiosk` } },
		});
		expect(aSignInFrom(record).session).toMatchObject({
			userId: `${ACCOUNT}:kiosk`,
			name: 'kiosk',
			roleArn: null,
		});
	});
});

describe('the account', () => {
	it.each([
		[
			'the recipient, not the caller',
			assumeRole({ recipientAccountId: OTHER_ACCOUNT }),
			OTHER_ACCOUNT,
		],
		[
			'the caller if old records name no recipient',
			consoleLogin({ recipientAccountId: undefined }),
			ACCOUNT,
		],
		[
			"the role's if an external account calls and no recipient is named",
			assumeRole({
				recipientAccountId: undefined,
				userIdentity: { type: 'AWSAccount', accountId: '999988887777' },
			}),
			ACCOUNT,
		],
		[
			'where GetRoleCredentials gave access',
			portalEvent('GetRoleCredentials', {
				serviceEventDetails: { account_id: OTHER_ACCOUNT, role_name: 'Admin' },
			}),
			OTHER_ACCOUNT,
		],
		[
			'where AssumeRoot gave access',
			assumeRole({
				eventName: 'AssumeRoot',
				requestParameters: { targetPrincipal: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
			}),
			OTHER_ACCOUNT,
		],
	])('is %s', (_, record, account) => {
		expect(aSignInFrom(record).account).toBe(account);
	});
});

describe('a record that cannot be read', () => {
	it.each([
		['no time', consoleLogin({ eventTime: 'yesterday' }), 'no-time'],
		['time of a wrong type', consoleLogin({ eventTime: 5 }), 'no-time'],
		['no event name', consoleLogin({ eventName: undefined }), 'not-a-record'],
		[
			'source of another service',
			consoleLogin({ eventSource: 'ec2.amazonaws.com' }),
			'not-a-record',
		],
	])('is refused with a reason: %s', (_, record, code) => {
		expect(signInFromRecord(record)).toMatchObject({ kind: 'refused', code });
	});

	it('reads the time of logs that went through Logstash', () => {
		const record = consoleLogin({ eventTime: undefined, '@timestamp': '2026-03-03T01:00:00.000Z' });
		expect(aSignInFrom(record).time).toBe(Date.parse('2026-03-03T01:00:00Z'));
	});

	it('takes no age from a call that a service makes for the caller', () => {
		const record = assumeRole({
			userIdentity: roleSession('ops', 'kim', { invokedBy: 'cloudformation.amazonaws.com' }),
		});
		expect(aSignInFrom(record).clues.issuedAt).toBeNull();
	});

	it('never throws, whatever the record contains', () => {
		const keys = [
			'userIdentity',
			'eventTime',
			'requestParameters',
			'responseElements',
			'additionalEventData',
			'sourceIPAddress',
		];
		const damage = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.keys(EVENTS), 'toString'),
				fc.constantFrom(...EVENT_SOURCES),
				damage,
				(eventName, eventSource, over) => {
					const read = signInFromRecord({
						...consoleLogin({ userIdentity: iamUser() }),
						eventName,
						eventSource,
						...over,
					});
					expect(['sign-in', 'refused']).toContain(read.kind);
				},
			),
		);
	});
});

describe('the VPC endpoint', () => {
	const ID = 'vpce-0a1b2c3d4e5f60718';
	const inData = { MFAUsed: 'No', success: 'true', 'x-amzn-vpce-id': ID };

	it.each(Object.keys(EVENTS))('of %s stands deeper only where AWS documents it', (eventName) => {
		const eventSource = EVENTS[eventName]?.sources[0];
		const record = consoleLogin({ eventName, eventSource, additionalEventData: inData });
		const isDocumented = ['AuthorizeOAuth2Access', 'CreateOAuth2Token'].includes(eventName);
		expect(aSignInFrom(record).vpcEndpointId).toBe(isDocumented ? ID : null);
		expect(aSignInFrom({ ...record, vpcEndpointId: 'vpce-1' }).vpcEndpointId).toBe('vpce-1');
	});

	it('of an event of that name at another service stands at the top level only', () => {
		const eventName = 'CreateOAuth2Token';
		const eventSource = 'sts.amazonaws.com';
		const record = consoleLogin({ eventName, eventSource, additionalEventData: inData });
		expect(aSignInFrom(record).vpcEndpointId).toBeNull();
	});

	it.each(['', 'None'])('is none if the text is "%s"', (none) => {
		const additionalEventData = { success: 'true', 'x-amzn-vpce-id': none };
		const record = consoleLogin({ eventName: 'CreateOAuth2Token', additionalEventData });
		expect(aSignInFrom(record).vpcEndpointId).toBeNull();
	});
});
