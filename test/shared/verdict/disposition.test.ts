import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	deniedAssumeRole,
	iamUser,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { followLast } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

const untrusted = { sourceIPAddress: UNTRUSTED };
const directoryRole = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_Admin_0123456789abcdef`;

/** The record that Identity Center's backend causes in the target account. */
function backendAssume(provider: string) {
	return assumeRole({
		...untrusted,
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
		// These come from an untrusted network, or cannot be shown to be trusted.
		[
			'alert',
			'untrusted-network',
			'a console login from an untrusted network',
			consoleLogin(untrusted),
		],
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
			'an endpoint that is not ours',
			assumeRole({ vpcEndpointId: 'vpce-0ffffffffffffffff' }),
		],
		[
			'alert',
			'untrusted-network',
			'a web identity',
			assumeRole({
				...untrusted,
				eventName: 'AssumeRoleWithWebIdentity',
				userIdentity: { type: 'WebIdentityUser', userName: 'repo' },
			}),
		],
		[
			'alert',
			'untrusted-network',
			'root permissions in another account',
			assumeRole({ ...untrusted, eventName: 'AssumeRoot' }),
		],
		['alert', 'untrusted-network', 'a portal token', portalEvent('CreateToken', untrusted)],
		[
			'alert',
			'untrusted-network',
			'role credentials of the portal',
			portalEvent('GetRoleCredentials', untrusted),
		],
		[
			'alert',
			'untrusted-network',
			'a third party in our role',
			assumeRole({
				...untrusted,
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
			'a federation token obtained with a stolen session',
			consoleLogin({
				...untrusted,
				eventName: 'GetSigninToken',
				userIdentity: directorySession(),
				responseElements: { GetSigninToken: 'Success' },
				userAgent: 'python-requests/2',
			}),
		],
		// These failed.
		[
			'watch',
			'untrusted-network',
			'a wrong password from an untrusted network',
			consoleLogin(untrusted, 'Failure'),
		],
		[
			'watch',
			'untrusted-network',
			'a denied role from an untrusted network, with a session',
			deniedAssumeRole({ ...untrusted, userIdentity: roleSession('ops', 'x') }),
		],
		[
			'watch',
			'untrusted-network',
			'a key that does not work from an untrusted network',
			deniedAssumeRole({ ...untrusted, errorCode: 'InvalidClientTokenId' }),
		],
		[
			'watch',
			'untrusted-network',
			'a wrong factor from an untrusted network',
			portalEvent('CredentialVerification', {
				...untrusted,
				serviceEventDetails: { CredentialVerification: 'Failure' },
			}),
		],
		['record', 'trusted-network', 'a wrong password in the office', consoleLogin({}, 'Failure')],
		// These come from a trusted network.
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
		// These are steps of another sign-in.
		[
			'record',
			'step-of',
			'an MFA check',
			consoleLogin({
				...untrusted,
				eventName: 'CheckMfa',
				responseElements: { CheckMfa: 'Success' },
			}),
		],
		['record', 'step-of', 'a challenge', portalEvent('CredentialChallenge', untrusted)],
		['record', 'step-of', 'a factor that passed', portalEvent('CredentialVerification', untrusted)],
		[
			'record',
			'directory-not-watched',
			"Identity Center's own AssumeRoleWithSAML where no record of the portal arrives",
			backendAssume('AWSSSO_0123456789abcdef_DO_NOT_DELETE'),
		],
		[
			'alert',
			'untrusted-network',
			'a federation token that only claims to be for the portal',
			consoleLogin({
				...untrusted,
				eventName: 'GetSigninToken',
				userIdentity: directorySession(),
				responseElements: { GetSigninToken: 'Success' },
				// biome-ignore lint/suspicious/noTemplateCurlyInString: the portal once printed this
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
			'root-credentials-changed',
			"root's password changed",
			consoleLogin({
				...untrusted,
				eventName: 'PasswordUpdated',
				userIdentity: rootIdentity(),
				responseElements: { PasswordUpdated: 'Success' },
			}),
		],
		// Here is nothing to judge.
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
			assumeRole({
				...untrusted,
				userIdentity: { ...iamUser(), invokedBy: 'athena.amazonaws.com' },
			}),
		],
		[
			'alert',
			'untrusted-network',
			'an old console call that names the console as its invoker',
			assumeRole({
				...untrusted,
				userIdentity: { ...iamUser(), invokedBy: 'signin.amazonaws.com' },
			}),
		],
		[
			'ignore',
			'no-session',
			'leaving a role',
			consoleLogin({
				...untrusted,
				eventName: 'ExitRole',
				responseElements: { ExitRole: 'Success' },
			}),
		],
		['ignore', 'no-session', 'browsing the portal', portalEvent('ListAccounts', untrusted)],
		// These cannot be decided.
		[
			'odd',
			'outcome-unknown',
			'a console login without a result',
			consoleLogin({ ...untrusted, responseElements: null }),
		],
		[
			'odd',
			'nobody-nowhere',
			'neither principal nor address',
			portalEvent('Authenticate', { userIdentity: null, sourceIPAddress: null }),
		],
	])('is %s (%s) for %s', async (disposition, reason, _, record) => {
		const { verdict } = await followLast([record]);
		expect(verdict.disposition).toBe(disposition);
		expect(verdict.reasons[0]?.code).toBe(reason);
	});

	it('is ignore for our own roles, recognised by their whole ARN', async () => {
		const settings = someSettings({ monitorRoles: [`arn:aws:iam::${ACCOUNT}:role/eyes/judge`] });
		const own = roleSession('judge', 'x', {
			sessionContext: {
				sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/eyes/judge` },
				attributes: {},
			},
		});
		const namesake = roleSession('judge', 'x');
		expect(
			(await followLast([assumeRole({ ...untrusted, userIdentity: own })], settings)).verdict
				.disposition,
		).toBe('ignore');
		expect(
			(await followLast([assumeRole({ ...untrusted, userIdentity: namesake })], settings)).verdict
				.disposition,
		).toBe('alert');
	});
});
