import { describe, expect, it } from 'vitest';
import { judgeCredential } from '../../../shared/credential/judge-credential.ts';
import {
	assumeRole,
	consoleLogin,
	iamUser,
	portalEvent,
	roleSession,
	rootIdentity,
} from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

const of = (record: Record<string, unknown>) => judgeCredential(aSignInFrom(record));
const mfaUsed = (value: string) => ({ additionalEventData: { MFAUsed: value } });
const factors = (value: string) =>
	portalEvent('UserAuthentication', { additionalEventData: { CredentialType: value } });
const temporary = (mfaAuthenticated: string) => ({
	...iamUser(),
	accessKeyId: 'ASIAEXAMPLE',
	sessionContext: { attributes: { creationDate: '2026-03-02T01:00:00Z', mfaAuthenticated } },
});

describe('judgeCredential', () => {
	it.each([
		['a password with MFA', consoleLogin(mfaUsed('Yes')), 'password', 'yes'],
		['a password with MFA in capitals', consoleLogin(mfaUsed('YES')), 'password', 'yes'],
		['a password without MFA', consoleLogin(mfaUsed('No')), 'password', 'no'],
		[
			'a password with nothing about MFA',
			consoleLogin({ additionalEventData: null }),
			'password',
			'unknown',
		],
		[
			'a wrong password, for which MFAUsed means nothing',
			consoleLogin(mfaUsed('No'), 'Failure'),
			'password',
			'unknown',
		],
		['root', consoleLogin({ userIdentity: rootIdentity(), ...mfaUsed('No') }), 'password', 'no'],
		[
			'a federated console login, whose MFA is at the identity provider',
			consoleLogin({ userIdentity: roleSession('ops', 'kim'), ...mfaUsed('No') }),
			'session',
			'at-identity-provider',
		],
		['an access key', assumeRole(), 'access-key', 'no'],
		[
			'an access key with an MFA device',
			assumeRole({ requestParameters: { serialNumber: 'arn:aws:iam::111122223333:mfa/bora' } }),
			'access-key',
			'yes',
		],
		[
			"a user's session with MFA",
			assumeRole({ userIdentity: temporary('true') }),
			'session',
			'yes',
		],
		[
			"a user's session without MFA",
			assumeRole({ userIdentity: temporary('false') }),
			'session',
			'no',
		],
		[
			'a role session, which may be federated',
			assumeRole({ userIdentity: roleSession('ops', 'kim') }),
			'session',
			'unknown',
		],
		['a portal login with password only', factors('PASSWORD'), 'portal', 'no'],
		['a portal login with a code', factors('PASSWORD,TOTP'), 'portal', 'yes'],
		['a portal login with a passkey', factors('WEBAUTHN'), 'portal', 'yes'],
		[
			'a portal login at an identity provider',
			factors('EXTERNAL_IDP'),
			'portal',
			'at-identity-provider',
		],
		['a portal call', portalEvent('GetRoleCredentials'), 'portal', 'unknown'],
	])('reads %s', (_, record, kind, mfa) => {
		expect(of(record)).toMatchObject({ kind, mfa });
	});

	it('gives a session its age at the event, in days', () => {
		expect(of(assumeRole({ userIdentity: temporary('true') })).ageDays).toBe(1);
	});

	it('gives no age of an access key, because only IAM knows it', () => {
		expect(of(assumeRole()).ageDays).toBeNull();
	});

	it('never gives a negative age when hosts disagree about the time', () => {
		const record = assumeRole({
			userIdentity: temporary('true'),
			eventTime: '2026-03-02T00:59:58Z',
		});
		expect(of(record).ageDays).toBe(0);
	});
});
