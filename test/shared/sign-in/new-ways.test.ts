import { describe, expect, it } from 'vitest';
import { signInFromRecord } from '../../../shared/sign-in/from-record.ts';
import { ACCOUNT, assumeRole, createSession, roleSession } from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

const role = `arn:aws:iam::${ACCOUNT}:role/onprem/backup`;
const denied = { responseElements: null, errorCode: 'AccessDeniedException' };

describe('CreateSession of Roles Anywhere', () => {
	it('is a certificate that obtains a session of the role, named after its serial number', () => {
		const signIn = aSignInFrom(createSession());
		expect(signIn.principal).toEqual({
			kind: 'certificate',
			name: 'CN=backup-01',
			id: `arn:aws:rolesanywhere:us-east-1:${ACCOUNT}:subject/s`,
			arn: null,
			account: ACCOUNT,
		});
		expect(signIn.session).toMatchObject({
			userId: null,
			roleArn: role,
			name: '2a9902119721ab7b',
		});
		expect(signIn).toMatchObject({ part: 'sign-in', outcome: 'success', workload: 'certificate' });
	});

	it('has the id and the end of the session where the record prints them', () => {
		const credentialSet = [
			{
				assumedRoleUser: {
					arn: `arn:aws:sts::${ACCOUNT}:assumed-role/backup/2a99`,
					assumedRoleId: 'AROABACKUPEXAMPLE0001:2a99',
				},
				credentials: { expiration: '2026-03-03T02:00:00Z' },
				roleArn: role,
			},
		];
		const record = createSession({ responseElements: { credentialSet }, requestParameters: null });
		expect(aSignInFrom(record).session).toMatchObject({
			userId: 'AROABACKUPEXAMPLE0001:2a99',
			roleArn: role,
			endsAt: Date.parse('2026-03-03T02:00:00Z'),
		});
	});

	it.each([
		['its serial number', { responseElements: { credentialSet: [named('2a99')] } }, '2a99'],
		['the trust anchor that a failure prints', denied, 'trust-anchor/t'],
		['the subject', { responseElements: { credentialSet: named('2a99', 'CN=a') } }, 'CN=a'],
	])('is named by %s', (_, over, name) => {
		expect(aSignInFrom(createSession(over)).principal.name).toBe(name);
	});

	it('is a certificate whatever type the identity has', () => {
		for (const type of ['AWSService', 'AssumedRole', undefined]) {
			const record = createSession({ userIdentity: { type, invokedBy: undefined } });
			expect(aSignInFrom(record).principal.kind).toBe('certificate');
		}
	});

	it('takes the role of a failure from the request', () => {
		expect(aSignInFrom(createSession(denied))).toMatchObject({
			outcome: 'failure',
			session: null,
			attemptedRole: role,
		});
	});

	it('is not the CreateSession of S3', () => {
		const record = createSession({ eventSource: 's3.amazonaws.com' });
		expect(signInFromRecord(record)).toMatchObject({ kind: 'refused' });
	});

	it.each([[null], ['None'], [{ credentialSet: 'x' }], [{ credentialSet: [null] }]])(
		'can be read with the answer %j',
		(responseElements) => {
			const { principal, session } = aSignInFrom(createSession({ responseElements }));
			expect(principal).toMatchObject({ kind: 'certificate', name: 'trust-anchor/t' });
			expect(session).toMatchObject({ roleArn: role, name: null });
		},
	);
});

function named(serial: string, sourceIdentity?: string) {
	const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/backup/${serial}`;
	return { assumedRoleUser: { arn }, sourceIdentity };
}

describe('GetScopedCredentials', () => {
	it('gives another key of the same session', () => {
		const userIdentity = roleSession('ops', 'kim');
		const signIn = aSignInFrom(assumeRole({ eventName: 'GetScopedCredentials', userIdentity }));
		expect(signIn.session).toMatchObject({
			userId: userIdentity.principalId,
			roleArn: `arn:aws:iam::${ACCOUNT}:role/ops`,
			name: 'kim',
		});
	});
});

describe('GetDelegatedAccessToken', () => {
	it.each([
		[`arn:aws:iam::${ACCOUNT}:role/ops/partner`, `arn:aws:iam::${ACCOUNT}:role/ops/partner`, null],
		[`arn:aws:sts::${ACCOUNT}:assumed-role/ops/kim`, `arn:aws:iam::${ACCOUNT}:role/ops`, 'kim'],
		[`arn:aws:iam::${ACCOUNT}:user/bora`, null, 'bora'],
		[undefined, null, null],
	])('gives a session of %s', (assumedPrincipal, roleArn, name) => {
		const record = assumeRole({
			eventName: 'GetDelegatedAccessToken',
			requestParameters: null,
			responseElements: { credentials: {}, assumedPrincipal },
		});
		expect(aSignInFrom(record).session).toMatchObject({ userId: null, roleArn, name });
	});
});
