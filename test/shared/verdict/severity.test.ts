import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
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
	usingKey,
} from '../../support/a-record.ts';
import { followLast } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

type Fields = Record<string, unknown>;

const CAFE = '198.51.100.200';
const at = (time: string, over: Fields = {}) => ({ eventTime: `2026-03-03T${time}:00Z`, ...over });
const untrusted = (time = '05:00', over: Fields = {}) =>
	at(time, { sourceIPAddress: UNTRUSTED, ...over });
const noMfa = { additionalEventData: { MFAUsed: 'No' } };
const failures = (count: number, over: Fields = {}) =>
	Array.from({ length: count }, (_, n) =>
		consoleLogin({ ...untrusted(`04:${40 + n}`), ...over }, 'Failure'),
	);
const granted = (grantType: string) => ({ requestParameters: { grantType } });
const named = (name: string) => ({ userIdentity: iamUser(name) });
const ofSession = {
	userIdentity: { ...roleSession('dev', 'bora'), accessKeyId: 'ASIABORAEXAMPLE' },
};
const oldSession = {
	...iamUser(),
	accessKeyId: 'ASIAOLDEXAMPLE',
	sessionContext: { attributes: { creationDate: '20251102T010628Z', mfaAuthenticated: 'true' } },
};

interface Row {
	readonly what: string;
	readonly records: readonly Fields[];
	readonly severity: string;
	readonly reason?: string;
	readonly posted?: boolean;
	readonly configuration?: Partial<ConfigurationInput>;
}

const ROWS: readonly Row[] = [
	{ what: 'an office login', records: [consoleLogin()], severity: 'info', posted: false },
	{
		what: 'an office login if internal logins are to be posted',
		records: [consoleLogin()],
		severity: 'info',
		posted: true,
		configuration: { post: { internal: true } },
	},
	{
		what: 'an untrusted login with MFA, without history',
		records: [consoleLogin(untrusted())],
		severity: 'medium',
		posted: true,
	},
	{
		what: 'an untrusted login without MFA',
		records: [consoleLogin(untrusted('05:00', noMfa))],
		severity: 'high',
		reason: 'mfa-absent',
	},
	{
		what: 'an office login without MFA',
		records: [consoleLogin(noMfa)],
		severity: 'low',
		reason: 'mfa-absent',
		posted: true,
	},
	{
		what: 'an office call with an access key',
		records: [assumeRole()],
		severity: 'low',
		posted: false,
	},
	{
		what: 'a federated login, whose MFA AWS cannot know',
		records: [
			consoleLogin(untrusted('05:00', { userIdentity: roleSession('ops', 'kim'), ...noMfa })),
		],
		severity: 'medium',
	},
	{
		what: 'root from an untrusted network',
		records: [consoleLogin(untrusted('05:00', { userIdentity: rootIdentity() }))],
		severity: 'critical',
		reason: 'root',
		posted: true,
	},
	{
		what: 'root in the office',
		records: [consoleLogin({ userIdentity: rootIdentity() })],
		severity: 'high',
		reason: 'root',
		posted: true,
	},
	{
		what: 'a wrong root password from an untrusted network',
		records: [consoleLogin(untrusted('05:00', { userIdentity: rootIdentity() }), 'Failure')],
		severity: 'high',
		posted: true,
	},
	{
		what: 'a wrong root password in the office',
		records: [consoleLogin({ userIdentity: rootIdentity() }, 'Failure')],
		severity: 'medium',
		posted: true,
	},
	{
		what: "root's password changed",
		records: [
			consoleLogin({
				eventName: 'PasswordUpdated',
				userIdentity: rootIdentity(),
				responseElements: { PasswordUpdated: 'Success' },
			}),
		],
		severity: 'high',
		posted: true,
	},
	{
		what: 'central root access',
		records: [assumeRole(untrusted('05:00', { eventName: 'AssumeRoot' }))],
		severity: 'critical',
		reason: 'assume-root',
	},
	{
		what: 'a new network after others',
		records: [consoleLogin(at('01:00')), consoleLogin(untrusted())],
		severity: 'high',
		reason: 'new-network',
	},
	{
		what: 'a network from which the same session was only denied before',
		records: [
			assumeRole(at('01:00', ofSession)),
			deniedAssumeRole(untrusted('02:00', ofSession)),
			assumeRole(untrusted('05:00', ofSession)),
		],
		severity: 'high',
		reason: 'new-network',
	},
	{
		what: 'a denied attempt of a session from a new network',
		records: [assumeRole(at('01:00', ofSession)), deniedAssumeRole(untrusted('02:00', ofSession))],
		severity: 'low',
		posted: false,
	},
	{
		what: 'a network that was seen before',
		records: [
			consoleLogin(at('01:00')),
			consoleLogin(untrusted('02:00')),
			consoleLogin(untrusted('05:00')),
		],
		severity: 'medium',
	},
	{
		what: 'a role that is taken there by a key that was told at work there just before',
		records: [
			consoleLogin(at('01:00')),
			usingKey('DescribeInstances', untrusted('02:00')),
			assumeRole(untrusted('02:01')),
		],
		severity: 'critical',
		reason: 'new-network',
	},
	{
		what: 'the first network of somebody else',
		records: [consoleLogin(at('01:00', named('sora'))), consoleLogin(untrusted())],
		severity: 'medium',
	},
	{
		what: 'a new network after a failure only',
		records: [consoleLogin(at('01:00'), 'Failure'), consoleLogin(untrusted())],
		severity: 'medium',
	},
	{
		what: 'a success after three failures',
		records: [...failures(3), consoleLogin(untrusted())],
		severity: 'high',
		reason: 'failures-then-success',
	},
	{
		what: 'a success after two failures',
		records: [...failures(2), consoleLogin(untrusted())],
		severity: 'medium',
	},
	{
		what: 'a success long after failures',
		records: [...failures(3), consoleLogin(untrusted('05:59'))],
		severity: 'medium',
	},
	{
		what: "colleagues' failures in the office",
		records: [
			...failures(3, { sourceIPAddress: '203.0.113.4', ...named('sora') }),
			consoleLogin(at('05:00')),
		],
		severity: 'info',
	},
	{
		what: 'one address that tries many names',
		records: ['a', 'b', 'c', 'd'].map((name, n) =>
			consoleLogin(untrusted(`04:0${n}`, named(name)), 'Failure'),
		),
		severity: 'medium',
		reason: 'many-names',
		posted: false,
	},
	{
		what: 'the fifth failure of one name',
		records: failures(5),
		severity: 'low',
		reason: 'watch-threshold',
		posted: true,
	},
	{ what: 'the fourth failure of one name', records: failures(4), severity: 'low', posted: false },
	{
		what: 'a session older than the limit',
		records: [assumeRole({ userIdentity: oldSession })],
		severity: 'low',
		reason: 'credential-too-old',
		posted: true,
	},
	{
		what: 'the same old session again that week',
		records: [
			assumeRole(at('01:00', { userIdentity: oldSession })),
			assumeRole(at('02:00', { userIdentity: oldSession })),
		],
		severity: 'low',
		posted: false,
	},
	{
		what: 'the same old session a week later',
		records: [
			assumeRole(at('01:00', { userIdentity: oldSession })),
			assumeRole({ eventTime: '2026-03-10T01:00:00Z', userIdentity: oldSession }),
		],
		severity: 'low',
		posted: true,
	},
	{
		what: 'a token fetched from another network than its login',
		records: [
			portalEvent('UserAuthentication', at('04:30')),
			portalEvent('CreateToken', untrusted()),
		],
		severity: 'critical',
		reason: 'token-from-elsewhere',
	},
	...['device_code', 'urn:ietf:params:oauth:grant-type:device_code', 'AUTHORIZATION_CODE', 'x'].map(
		(grant) => ({
			what: `a token fetched elsewhere by ${grant}`,
			records: [
				portalEvent('UserAuthentication', at('04:59')),
				portalEvent('CreateToken', untrusted('05:00', granted(grant))),
			],
			severity: 'critical',
			reason: 'token-from-elsewhere',
		}),
	),
	{
		what: 'a token fetched elsewhere long after the login',
		records: [
			portalEvent('UserAuthentication', at('04:29')),
			portalEvent('CreateToken', untrusted()),
		],
		severity: 'high',
		reason: 'new-network',
	},
	...['refresh_token', 'Refresh_Token', 'urn:ietf:params:oauth:grant-type:refresh_token'].map(
		(grant) => ({
			what: `a token renewed elsewhere by ${grant}, shortly after a login`,
			records: [
				portalEvent('UserAuthentication', at('04:50')),
				portalEvent('CreateToken', at('04:51', granted('authorization_code'))),
				portalEvent('CreateToken', untrusted('05:00', granted(grant))),
			],
			severity: 'high',
			reason: 'new-network',
		}),
	),
	{
		what: 'a stolen token renewed from abroad by somebody of whom no login is known',
		records: [portalEvent('CreateToken', untrusted('05:00', granted('refresh_token')))],
		severity: 'medium',
		reason: 'untrusted-network',
		posted: true,
	},
	{
		what: 'a token renewed where it was renewed before',
		records: [
			portalEvent('CreateToken', untrusted('04:50', granted('refresh_token'))),
			portalEvent('CreateToken', untrusted('05:00', granted('refresh_token'))),
		],
		severity: 'info',
		reason: 'repeat',
		posted: false,
	},
	{
		what: 'a token fetched by AWS for the person who logged in',
		records: [
			portalEvent('UserAuthentication', at('04:59')),
			portalEvent('CreateToken', at('05:00', { sourceIPAddress: 'AWS Internal' })),
		],
		severity: 'info',
		reason: 'address-not-a-persons',
	},
	{
		what: 'a token fetched after a login whose record has an address of AWS',
		records: [
			portalEvent('UserAuthentication', at('04:59', { sourceIPAddress: 'AWS Internal' })),
			portalEvent('CreateToken', untrusted()),
		],
		severity: 'medium',
		reason: 'untrusted-network',
	},
	{
		what: 'a token fetched from the network of its login',
		records: [
			portalEvent('UserAuthentication', untrusted('04:59')),
			portalEvent('CreateToken', untrusted()),
		],
		severity: 'medium',
	},
	{
		what: 'a token fetched in the office after a login at home',
		records: [
			portalEvent('UserAuthentication', untrusted('04:59')),
			portalEvent('CreateToken', at('05:00')),
		],
		severity: 'info',
	},
	{
		what: 'a CLI login confirmed in the office, whose token is fetched from an untrusted network',
		records: [
			consoleLogin(
				at('01:00', {
					eventName: 'AuthorizeOAuth2Access',
					additionalEventData: { success: 'true' },
				}),
			),
			consoleLogin(
				untrusted('01:01', {
					eventName: 'CreateOAuth2Token',
					additionalEventData: { success: 'true' },
				}),
			),
		],
		severity: 'critical',
		reason: 'token-from-elsewhere',
	},
	{
		what: "an instance's credentials in the console",
		records: [
			consoleLogin(untrusted('05:00', { userIdentity: roleSession('web', 'i-0123456789abcdef0') })),
		],
		severity: 'critical',
		reason: 'instance-credential-in-console',
	},
	{
		what: "a function's credentials in the console",
		records: [
			consoleLogin(
				untrusted('05:00', {
					...{ eventName: 'GetSigninToken', responseElements: { GetSigninToken: 'Success' } },
					userIdentity: {
						...roleSession('web', 'render'),
						inScopeOf: { credentialsIssuedTo: 'arn:aws:lambda:eu-west-1:1:function:render' },
					},
				}),
			),
		],
		severity: 'critical',
		reason: 'instance-credential-in-console',
	},
	{
		what: 'a workload that the record shows',
		records: [
			assumeRole(untrusted('05:00', { userIdentity: roleSession('web', 'i-0123456789abcdef0') })),
		],
		severity: 'medium',
		reason: 'workload',
	},
	{
		what: 'a workload that the configuration lists, from an untrusted network',
		records: [assumeRole(untrusted('05:00', { userIdentity: roleSession('ci', 'build') }))],
		severity: 'low',
		reason: 'workload',
		configuration: { workloads: [{ role: `arn:aws:iam::${ACCOUNT}:role/ci`, reason: 'CI' }] },
	},
	{
		what: 'an exempt user without MFA',
		records: [consoleLogin(untrusted('05:00', { ...named('break-glass'), ...noMfa }))],
		severity: 'medium',
		reason: 'exempt',
		posted: true,
		configuration: {
			exemptions: [{ principal: 'break-glass', reason: 'safe', review: '2027-01-01' }],
		},
	},
	{
		what: 'a user exempt in another account',
		records: [consoleLogin(untrusted('05:00', { ...named('break-glass'), ...noMfa }))],
		severity: 'high',
		configuration: {
			exemptions: [
				{ principal: 'break-glass', account: '999988887777', reason: 'safe', review: '2027-01-01' },
			],
		},
	},
	{
		what: 'a session that was obtained with a stolen key',
		records: [
			assumeRole(untrusted('04:00')),
			assumeRole(
				untrusted('04:10', {
					userIdentity: roleSession('deploy', 'bora-cli', {
						principalId: 'AROADEPLOYEXAMPLE0001:bora-cli',
					}),
				}),
			),
		],
		severity: 'high',
		reason: 'initiator-flagged',
	},
	{
		what: 'CloudShell by user agent only, which has no effect',
		records: [assumeRole(untrusted('05:00', { userAgent: 'aws-cli/2 exec-env/CloudShell' }))],
		severity: 'high',
	},
];

describe('the severity', () => {
	it.each(ROWS)(
		'of $what is $severity',
		async ({ records, severity, reason, posted, configuration }) => {
			const { verdict } = await followLast(records, someSettings(configuration));
			expect(verdict.severity).toBe(severity);
			if (reason !== undefined) expect(verdict.reasons.map(({ code }) => code)).toContain(reason);
			if (posted !== undefined) expect(verdict.posted).toBe(posted);
		},
	);

	it.each([
		['person', 'this person', failures(3, { sourceIPAddress: CAFE })],
		['address', 'others at the address', failures(3, named('sora'))],
	] as const)(
		'says that the failures before a success are of the %s (%s)',
		async (of, _, before) => {
			const { verdict } = await followLast([...before, consoleLogin(untrusted())]);
			expect(verdict.reasons).toContainEqual({ code: 'failures-then-success', detail: '3', of });
		},
	);

	it.each([
		['person', failures(5)],
		['address', ['a', 'b', 'c', 'd', 'e'].flatMap((name) => failures(1, named(name)))],
	] as const)('says that the failures above the limit are of the %s', async (of, records) => {
		const { verdict } = await followLast(records);
		expect(verdict.reasons).toContainEqual({ code: 'watch-threshold', detail: '5', of });
	});

	it('does not rise for a café login without history', async () => {
		const { verdict } = await followLast([consoleLogin(at('05:00', { sourceIPAddress: CAFE }))]);
		expect(verdict.reasons.map(({ code }) => code)).not.toContain('new-network');
	});
});
