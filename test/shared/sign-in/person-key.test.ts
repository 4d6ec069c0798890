import { describe, expect, it } from 'vitest';
import { personKey } from '../../../shared/sign-in/person-key.ts';
import { aFederatedUser } from '../../support/a-federated-user.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	DIRECTORY_USER,
	iamUser,
	portalEvent,
	roleSession,
	rootIdentity,
} from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

const directoryRole = 'AWSReservedSSO_Admin_0123456789abcdef';
const keyOf = (record: Record<string, unknown>) => personKey(aSignInFrom(record));

describe('a person has one key', () => {
	it.each([
		[
			'an IAM user in the console and with a key',
			[consoleLogin(), assumeRole()],
			`user:${ACCOUNT}/bora`,
		],
		[
			'an IAM user with and without an ARN, whatever the path',
			[
				consoleLogin({ userIdentity: { ...iamUser(), arn: undefined } }, 'Failure'),
				consoleLogin({
					userIdentity: { ...iamUser(), arn: `arn:aws:iam::${ACCOUNT}:user/ops/bora` },
				}),
			],
			`user:${ACCOUNT}/bora`,
		],
		[
			'a user who switched into a role, in the records of both accounts',
			[
				consoleLogin(),
				consoleLogin({
					eventName: 'SwitchRole',
					userIdentity: roleSession('admin', 'bora'),
					responseElements: { SwitchRole: 'Success' },
					additionalEventData: { SwitchFrom: `arn:aws:iam::${ACCOUNT}:user/bora` },
				}),
			],
			`user:${ACCOUNT}/bora`,
		],
		[
			'an IAM user with GetSessionToken, and behind a federated session of any name',
			[
				assumeRole({ userIdentity: { ...iamUser(), accessKeyId: 'ASIASESSIONTOKEN' } }),
				consoleLogin({ userIdentity: aFederatedUser('console', 'bora') }),
				consoleLogin({ userIdentity: aFederatedUser('AIDABORAEXAMPLE0001', 'bora') }),
			],
			`user:${ACCOUNT}/bora`,
		],
		[
			'root, and root behind a federated session',
			[
				consoleLogin({ userIdentity: rootIdentity() }),
				consoleLogin({ userIdentity: aFederatedUser('console', null) }),
			],
			`root:${ACCOUNT}`,
		],
		[
			'a role session, with its id, its ARN, or both',
			[
				assumeRole({ userIdentity: roleSession('ops', 'kim') }),
				assumeRole({ userIdentity: roleSession('ops', 'kim', { arn: undefined }) }),
				assumeRole({ userIdentity: roleSession('ops', 'kim', { principalId: undefined }) }),
			],
			`session:${ACCOUNT}/ops/kim`,
		],
		[
			'a directory user by id, old record or new',
			[
				portalEvent('UserAuthentication'),
				portalEvent('ListApplications', {
					userIdentity: {
						type: 'Unknown',
						principalId: DIRECTORY_USER,
						accountId: ACCOUNT,
						userName: 'sora',
					},
				}),
			],
			`idc:${DIRECTORY_USER}`,
		],
		[
			'a directory user by name only, in the portal and in a session',
			[
				portalEvent('UserAuthentication', {
					userIdentity: {
						type: 'Unknown',
						principalId: ACCOUNT,
						accountId: ACCOUNT,
						userName: 'Sora@example.com',
					},
				}),
				consoleLogin({
					userIdentity: roleSession(directoryRole, 'sora@example.com', {
						sessionContext: {
							sessionIssuer: {
								arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${directoryRole}`,
							},
						},
					}),
				}),
			],
			'idc-name:sora@example.com',
		],
	])('%s', (_, records, key) => {
		expect(new Set(records.map(keyOf))).toEqual(new Set([key]));
	});

	it('but a hidden name has none', () => {
		const hidden = {
			type: 'IAMUser',
			accountId: ACCOUNT,
			userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
		};
		expect(keyOf(consoleLogin({ userIdentity: hidden }, 'Failure'))).toBeNull();
	});
});
