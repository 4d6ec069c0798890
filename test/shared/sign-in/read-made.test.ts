import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	iamUser,
	making,
	roleSession,
	rootIdentity,
} from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

type Fields = Readonly<Record<string, unknown>>;

const KEY = 'AKIANEWEXAMPLE000001';
const key = (over: object = {}) => ({ accessKey: { accessKeyId: KEY, ...over } });
const OPS = { userIdentity: roleSession('ops', 'kim') };

describe('what a record shows of a credential that was made', () => {
	it.each<[string, Fields, object]>([
		[
			'a user, with its id',
			making('CreateUser', {
				requestParameters: { userName: 'new' },
				responseElements: { user: { userName: 'new', userId: 'AIDANEW', path: '/x/' } },
			}),
			{ kind: 'user', user: 'new', userId: 'AIDANEW', keyId: null },
		],
		[
			'a user whose answer is shortened',
			making('CreateUser', { requestParameters: { userName: 'new' } }),
			{ kind: 'user', user: 'new', userId: null },
		],
		[
			'a key of another user',
			making('CreateAccessKey', { ...OPS, responseElements: key({ userName: 'ari' }) }),
			{ kind: 'access-key', user: 'ari', keyId: KEY },
		],
		[
			"the caller's own key, where the request names nobody",
			making('CreateAccessKey', { responseElements: key() }),
			{ kind: 'access-key', user: 'bora', keyId: KEY },
		],
		[
			'a password that was set for another user',
			making('UpdateLoginProfile', { requestParameters: { userName: 'ari' } }),
			{ kind: 'password', user: 'ari', keyId: null },
		],
		[
			'a first password, also if only the answer names the user',
			making('CreateLoginProfile', {
				...OPS,
				responseElements: { loginProfile: { userName: 'ari' } },
			}),
			{ kind: 'password', user: 'ari' },
		],
		[
			'the key of a session that a user obtained for themself',
			assumeRole({
				eventName: 'GetSessionToken',
				responseElements: { credentials: { accessKeyId: 'ASIANEWEXAMPLE000001' } },
			}),
			{ kind: 'session-key', user: 'bora', keyId: 'ASIANEWEXAMPLE000001' },
		],
	])('is %s', (_, record, made) => {
		expect(aSignInFrom(record).made).toMatchObject({ account: ACCOUNT, ...made });
	});

	it.each<[string, Fields]>([
		['a call that failed', making('CreateUser', { errorCode: 'AccessDenied' })],
		['a key without its id', making('CreateAccessKey', { responseElements: { accessKey: {} } })],
		[
			"root's own key",
			making('CreateAccessKey', { userIdentity: rootIdentity(), responseElements: key() }),
		],
		['a role, which must name the user', making('UpdateLoginProfile', OPS)],
		['an answer that is no object', making('CreateUser', { ...OPS, responseElements: 'None' })],
		['a session of a role', assumeRole({ userIdentity: iamUser() })],
	])('is nothing for %s', (_, record) => {
		expect(aSignInFrom(record)).not.toHaveProperty('made');
	});
});
