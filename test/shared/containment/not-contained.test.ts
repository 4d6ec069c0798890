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
} from '../../support/a-record.ts';
import {
	type Containment,
	MANAGEMENT,
	organization,
	plan,
	single,
	untrusted,
} from '../../support/plan-for.ts';

type Fields = Record<string, unknown>;

const inManagement = consoleLogin({
	...{ ...untrusted, recipientAccountId: MANAGEMENT },
	userIdentity: iamUser('bora', MANAGEMENT),
});

describe('nobody is contained', () => {
	it.each<[string, string | null, Fields, Containment?, Partial<ConfigurationInput>?]>([
		['an office login', null, consoleLogin()],
		['a failed attempt', null, consoleLogin(untrusted, 'Failure')],
		[
			'a session that is denied a role',
			null,
			deniedAssumeRole({ ...untrusted, userIdentity: roleSession('ops', 'x') }),
		],
		['a private address', 'unknown-origin', consoleLogin({ sourceIPAddress: '10.0.0.1' })],
		['no address', 'unknown-origin', consoleLogin({ sourceIPAddress: null })],
		[
			'root of the management account',
			'management-root',
			consoleLogin({
				...untrusted,
				recipientAccountId: MANAGEMENT,
				userIdentity: rootIdentity(MANAGEMENT),
			}),
		],
		[
			'a user of a management account that the modes do not name',
			'management-not-covered',
			inManagement,
			{ ...organization, modes: {} },
		],
		[
			'one of a management account that is only to be observed',
			'management-not-covered',
			inManagement,
			{ ...organization, modes: { [MANAGEMENT]: 'observe' } },
		],
		[
			'the same without an SCP',
			'management-not-covered',
			inManagement,
			{ ...single, managementAccount: MANAGEMENT },
		],
		[
			'root without an organization',
			'root-needs-organization',
			consoleLogin({ ...untrusted, userIdentity: rootIdentity() }),
			single,
		],
		[
			'a directory user without an organization, in no account yet',
			'no-policy',
			portalEvent('UserAuthentication', untrusted),
			single,
		],
		[
			'a service-linked role',
			'service-linked-role',
			assumeRole({
				...untrusted,
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
				...untrusted,
				eventName: 'AssumeRoleWithWebIdentity',
				userIdentity: { type: 'WebIdentityUser', userName: 'repo' },
			}),
		],
		[
			'a user whose id is masked',
			'no-selector',
			consoleLogin({ ...untrusted, userIdentity: { ...iamUser(), principalId: 'AIDxxxx*' } }),
		],
		[
			'a directory user who is known by name only',
			'no-selector',
			portalEvent('UserAuthentication', {
				...untrusted,
				userIdentity: {
					type: 'Unknown',
					principalId: ACCOUNT,
					accountId: ACCOUNT,
					userName: 'sora',
				},
			}),
		],
		[
			'a role of another company',
			'no-policy',
			assumeRole({
				...untrusted,
				requestParameters: { roleArn: 'arn:aws:iam::999988887777:role/x' },
				userIdentity: { type: 'SAMLUser', userName: 'x' },
			}),
			single,
		],
		[
			'a protected name of its account',
			'protected',
			consoleLogin(untrusted),
			{ ...organization, protectedPrincipals: [{ name: 'bora', account: ACCOUNT }] },
		],
		[
			'a protected name, although the record lacks the ARN',
			'protected',
			consoleLogin({ ...untrusted, userIdentity: { ...iamUser(), arn: undefined } }),
			{ ...organization, protectedPrincipals: [{ name: 'bora', account: ACCOUNT }] },
		],
		[
			'a protected id',
			'protected',
			consoleLogin(untrusted),
			{ ...organization, protectedPrincipals: ['AIDABORAEXAMPLE0001'] },
		],
		[
			'an exempt user',
			'exempt',
			consoleLogin(untrusted),
			organization,
			{ exemptions: [{ principal: 'bora', reason: 'x', review: '2027-01-01' }] },
		],
	])('for %s: %s', async (_, reason, record, containment, more) => {
		expect(await plan(record, containment, more)).toMatchObject({
			requests: [],
			notContained: reason,
		});
	});

	it.each(['observe', 'ask'] as const)(
		'in mode %s, but the plan says what would be done',
		async (mode) => {
			const got = await plan(consoleLogin(untrusted), { ...organization, mode });
			expect(got).toMatchObject({
				requests: [{ denyScope: 'untrusted-networks' }],
				notContained: `mode-${mode}`,
			});
		},
	);

	it('and a single account may have another mode', async () => {
		const containment: Containment = { ...organization, modes: { [ACCOUNT]: 'observe' } };
		expect((await plan(consoleLogin(untrusted), containment)).notContained).toBe('mode-observe');
	});
});
