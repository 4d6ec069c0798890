import { describe, expect, it } from 'vitest';
import { shownName } from '../../../shared/sign-in/shown-name.ts';
import { aFederatedUser } from '../../support/a-federated-user.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	OTHER_ACCOUNT,
	portalEvent,
} from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

type Fields = Record<string, unknown>;

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const signInOf = (userIdentity: Fields) => aSignInFrom(consoleLogin({ userIdentity }));
const session = `arn:aws:sts::${ACCOUNT}:assumed-role/dev/alice`;

describe('the name of a principal', () => {
	it.each<[string, Fields, string]>([
		['of a session, in its id', { type: 'AssumedRole', principalId: 'AROADEV:alice' }, 'alice'],
		['of a session, only in its ARN', { type: 'AssumedRole', arn: session }, 'alice'],
		[
			'of a session, in its ARN if the id holds only the role',
			{ type: 'AssumedRole', principalId: 'AROADEV', arn: session },
			'alice',
		],
		[
			'of a session of a role with a path',
			{ type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ops/dev/alice` },
			'alice',
		],
		['of a role', { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/ops/dev` }, 'dev'],
		['of a user', { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/ops/bora` }, 'bora'],
		['of the user behind a federated session', aFederatedUser('x', 'bob'), 'bob'],
		['of the user behind a federated session with an id', aFederatedUser('AIDABOB', 'bob'), 'bob'],
		['of the root behind a federated session', aFederatedUser('x', null), 'root'],
		[
			'of a federated session whose user is not printed',
			{ type: 'FederatedUser', arn: `arn:aws:sts::${ACCOUNT}:federated-user/kim` },
			'kim',
		],
		[
			'of a SAML user, in the id',
			{ type: 'SAMLUser', principalId: 'qualifier:sora@example.com' },
			'sora@example.com',
		],
		[
			'of a kind that is not known, in its ARN',
			{ type: 'Directory', arn: `arn:aws:ds:us-east-1:${ACCOUNT}:user/sora` },
			'sora',
		],
	])('is found %s', (_, userIdentity, name) => {
		expect(signInOf(userIdentity).principal.name).toBe(name);
	});
});

describe('the name that only the answer of STS tells', () => {
	it.each([
		['SAMLUser', 'AssumeRoleWithSAML', 'subject'],
		['WebIdentityUser', 'AssumeRoleWithWebIdentity', 'subjectFromWebIdentityToken'],
	])('is that of a %s', (type, eventName, key) => {
		const responseElements = { [key]: 'sora' };
		const userIdentity = { type, identityProvider: 'idp.example' };
		const record = assumeRole({ eventName, userIdentity, responseElements });
		expect(aSignInFrom(record).principal.name).toBe('sora');
	});
});

describe('what is shown of a principal', () => {
	it.each<[string, Fields, string | null]>([
		[
			'the account and id of a caller in another account',
			{ type: 'AWSAccount', accountId: OTHER_ACCOUNT, principalId: 'AIDABOB' },
			`${OTHER_ACCOUNT}/AIDABOB`,
		],
		['the account of a caller', { type: 'AWSAccount', accountId: OTHER_ACCOUNT }, OTHER_ACCOUNT],
		['the id of a user without a name', { type: 'IAMUser', principalId: 'AIDABOB' }, 'AIDABOB'],
		[
			'the whole id of a web identity',
			{ type: 'WebIdentityUser', principalId: 'idp.example:app:repo' },
			'idp.example:app:repo',
		],
		['the account, if nothing else is known', { type: 'Odd', accountId: ACCOUNT }, ACCOUNT],
		['the event, if nobody is named', {}, 'an-event'],
		[
			'the id of a session whose name is empty',
			{ type: 'AssumedRole', principalId: 'AROADEV:', arn: session.replace(/alice$/, '') },
			'AROADEV:',
		],
		[
			'nothing of a name that AWS hid',
			{ type: 'IAMUser', accountId: ACCOUNT, userName: HIDDEN },
			null,
		],
	])('is %s', (_, userIdentity, shown) => {
		expect(shownName({ ...signInOf(userIdentity), eventId: 'an-event' })).toBe(shown);
	});

	it('is nothing of a hidden name of the directory, but the id of a user whose name is not told', () => {
		const hidden = portalEvent('CredentialChallenge', {
			userIdentity: { type: 'Unknown', principalId: ACCOUNT, accountId: ACCOUNT },
			additionalEventData: { UserName: HIDDEN },
		});
		expect(shownName(aSignInFrom(hidden))).toBeNull();
		const { principal } = aSignInFrom(portalEvent('UserAuthentication'));
		expect(shownName(aSignInFrom(portalEvent('UserAuthentication')))).toBe(principal.id);
	});
});
