import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
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

const outside = { sourceIPAddress: OUTSIDE };
const directoryRole = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_Admin_0123456789abcdef`;

/** What Identity Center's backend prints in the target account. */
function backendAssume(provider: string) {
	return assumeRole({
		...outside,
		eventName: 'AssumeRoleWithSAML',
		userIdentity: { type: 'SAMLUser', principalId: 'Q=:sora', userName: 'sora' },
		requestParameters: {
			roleArn: directoryRole,
			roleSessionName: 'sora',
			principalArn: `arn:aws:iam::${ACCOUNT}:saml-provider/${provider}`,
		},
	});
}

function directorySession(session = 'sora') {
	return roleSession('AWSReservedSSO_Admin_0123456789abcdef', session, {
		sessionContext: { sessionIssuer: { arn: directoryRole }, attributes: {} },
	});
}

describe('the disposition', () => {
	it.each([
		// from outside, or not shown to be inside
		['alert', 'untrusted-network', 'a console login from outside', consoleLogin(outside)],
		[
			'alert',
			'private-address',
			'a private address without an endpoint',
			consoleLogin({ sourceIPAddress: '10.0.0.5' }),
		],
		['alert', 'unreadable-address', 'no address at all', consoleLogin({ sourceIPAddress: null })],
		[
			'alert',
			'untrusted-vpc-endpoint',
			"a stranger's endpoint",
			assumeRole({ vpcEndpointId: 'vpce-0ffffffffffffffff' }),
		],
		[
			'alert',
			'untrusted-network',
			'a web identity',
			assumeRole({
				...outside,
				eventName: 'AssumeRoleWithWebIdentity',
				userIdentity: { type: 'WebIdentityUser', userName: 'repo' },
			}),
		],
		[
			'alert',
			'untrusted-network',
			'root taken in another account',
			assumeRole({ ...outside, eventName: 'AssumeRoot' }),
		],
		['alert', 'untrusted-network', 'a portal token', portalEvent('CreateToken', outside)],
		[
			'alert',
			'untrusted-network',
			'role credentials of the portal',
			portalEvent('GetRoleCredentials', outside),
		],
		[
			'alert',
			'untrusted-network',
			'a third party in our role',
			assumeRole({
				...outside,
				userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AROAX:job' },
			}),
		],
		[
			'alert',
			'untrusted-network',
			'SAML of a provider that only looks like the directory',
			backendAssume('AWSSSO_evil'),
		],
		[
			'alert',
			'untrusted-network',
			'a federation token made by a stolen session',
			consoleLogin({
				...outside,
				eventName: 'GetSigninToken',
				userIdentity: directorySession(),
				responseElements: { GetSigninToken: 'Success' },
				userAgent: 'python-requests/2',
			}),
		],
		// failed
		[
			'watch',
			'untrusted-network',
			'a wrong password from outside',
			consoleLogin(outside, 'Failure'),
		],
		['watch', 'untrusted-network', 'a denied role from outside', deniedAssumeRole(outside)],
		[
			'watch',
			'untrusted-network',
			'a wrong factor from outside',
			portalEvent('CredentialVerification', {
				...outside,
				serviceEventDetails: { CredentialVerification: 'Failure' },
			}),
		],
		['record', 'trusted-network', 'a wrong password in the office', consoleLogin({}, 'Failure')],
		// from inside
		['record', 'trusted-network', 'a console login in the office', consoleLogin()],
		[
			'record',
			'trusted-network',
			'a call through our endpoint',
			assumeRole({ sourceIPAddress: '10.0.0.5', vpcEndpointId: 'vpce-0a1b2c3d4e5f60718' }),
		],
		[
			'record',
			'trusted-network',
			'an OAuth call through our endpoint',
			consoleLogin({
				eventName: 'AuthorizeOAuth2Access',
				sourceIPAddress: '10.0.0.5',
				additionalEventData: { success: 'true', 'x-amzn-vpce-id': 'vpce-0a1b2c3d4e5f60718' },
			}),
		],
		// steps and echoes
		[
			'record',
			'step-of',
			'an MFA check',
			consoleLogin({
				...outside,
				eventName: 'CheckMfa',
				responseElements: { CheckMfa: 'Success' },
			}),
		],
		['record', 'step-of', 'a challenge', portalEvent('CredentialChallenge', outside)],
		['record', 'step-of', 'a factor that passed', portalEvent('CredentialVerification', outside)],
		[
			'record',
			'step-of',
			"Identity Center's own AssumeRoleWithSAML",
			backendAssume('AWSSSO_0123456789abcdef_DO_NOT_DELETE'),
		],
		[
			'record',
			'step-of',
			'the portal fetching a sign-in token',
			consoleLogin({
				...outside,
				eventName: 'GetSigninToken',
				userIdentity: directorySession(),
				responseElements: { GetSigninToken: 'Success' },
				// biome-ignore lint/suspicious/noTemplateCurlyInString: the portal prints this, its build forgot to fill it in
				userAgent: 'Jersey/${project.version} (HttpUrlConnection)',
			}),
		],
		[
			'record',
			'address-not-a-persons',
			'a role switch inside AWS',
			assumeRole({ sourceIPAddress: 'AWS Internal' }),
		],
		[
			'record',
			'own-account-caller',
			"the target's copy of our own caller",
			assumeRole({
				...outside,
				userIdentity: { type: 'AWSAccount', accountId: OTHER_ACCOUNT, principalId: 'AIDAX' },
			}),
		],
		[
			'record',
			'root-credentials-changed',
			"root's password changed",
			consoleLogin({
				...outside,
				eventName: 'PasswordUpdated',
				userIdentity: rootIdentity(),
				responseElements: { PasswordUpdated: 'Success' },
			}),
		],
		// nothing to judge
		[
			'ignore',
			'aws-service',
			'a service taking its role',
			assumeRole({
				sourceIPAddress: 'ec2.amazonaws.com',
				userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
			}),
		],
		[
			'ignore',
			'service-on-behalf',
			'a service on behalf of a user',
			assumeRole({
				sourceIPAddress: 'cloudformation.amazonaws.com',
				userIdentity: { ...iamUser(), invokedBy: 'cloudformation.amazonaws.com' },
			}),
		],
		[
			'ignore',
			'service-on-behalf',
			'a service with an address of its own',
			assumeRole({ ...outside, userIdentity: { ...iamUser(), invokedBy: 'athena.amazonaws.com' } }),
		],
		[
			'alert',
			'untrusted-network',
			'an old console call with the console as its invoker',
			assumeRole({ ...outside, userIdentity: { ...iamUser(), invokedBy: 'signin.amazonaws.com' } }),
		],
		[
			'ignore',
			'no-session',
			'GetCallerIdentity',
			assumeRole({ ...outside, eventName: 'GetCallerIdentity' }),
		],
		[
			'ignore',
			'no-session',
			'leaving a role',
			consoleLogin({
				...outside,
				eventName: 'ExitRole',
				responseElements: { ExitRole: 'Success' },
			}),
		],
		['ignore', 'no-session', 'browsing the portal', portalEvent('ListAccounts', outside)],
		// not decidable
		[
			'odd',
			'outcome-unknown',
			'a console login without a result',
			consoleLogin({ ...outside, responseElements: null }),
		],
		[
			'odd',
			'nobody-nowhere',
			'neither who nor where',
			portalEvent('Authenticate', { userIdentity: null, sourceIPAddress: null }),
		],
	])('is %s (%s) for %s', async (disposition, reason, _, record) => {
		const { verdict } = await followLast([record]);
		expect(verdict.disposition).toBe(disposition);
		expect(verdict.reasons[0]?.code).toBe(reason);
	});

	it('is ignore for our own roles, told by their whole ARN', async () => {
		const settings = someSettings({ monitorRoles: [`arn:aws:iam::${ACCOUNT}:role/eyes/judge`] });
		const own = roleSession('judge', 'x', {
			sessionContext: {
				sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/eyes/judge` },
				attributes: {},
			},
		});
		const namesake = roleSession('judge', 'x');
		expect(
			(await followLast([assumeRole({ ...outside, userIdentity: own })], settings)).verdict
				.disposition,
		).toBe('ignore');
		expect(
			(await followLast([assumeRole({ ...outside, userIdentity: namesake })], settings)).verdict
				.disposition,
		).toBe('alert');
	});
});
