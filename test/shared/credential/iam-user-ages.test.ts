import {
	GetLoginProfileCommand,
	GetUserCommand,
	IAMClient,
	ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { iamUserAges } from '../../../shared/credential/iam-user-ages.ts';
import type { UserOfSignIn } from '../../../shared/credential/user-age.ts';
import { gate } from '../../support/given-key-ages.ts';
import { awsError } from '../../support/scripted-calls.ts';
import { someTelemetry } from '../../support/some-telemetry.ts';

const BORA: UserOfSignIn = {
	...{ account: '111122223333', user: 'bora', userId: 'AIDABORAEXAMPLE0001' },
	...{ shown: 'access-key', keyId: 'AKIABORAEXAMPLE' },
};
const [USER_MADE, KEY_MADE, PASSWORD_MADE] = [1_000, 2_000, 3_000];

/** An account with the user bora, who has two keys and a password. */
function given({ isLate = false } = {}) {
	const client = new IAMClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	const remembered = new Map<string, number>();
	const telemetry = someTelemetry();
	const limit = gate();
	mock.on(GetUserCommand).resolves({
		User: {
			...{ UserId: BORA.userId, UserName: 'bora', Path: '/', Arn: 'arn' },
			CreateDate: new Date(USER_MADE),
		},
	});
	mock.on(GetLoginProfileCommand).resolves({
		LoginProfile: { UserName: 'bora', CreateDate: new Date(PASSWORD_MADE) },
	});
	mock.on(ListAccessKeysCommand).resolves({
		AccessKeyMetadata: [{ CreateDate: new Date(5) }, { CreateDate: new Date(KEY_MADE) }],
	});
	const ages = iamUserAges({
		clientFor: async () => client,
		remembered: {
			read: async (id) => remembered.get(id) ?? null,
			write: async (id, at) => void remembered.set(id, at),
		},
		keyAges: { find: async () => ({ kind: 'known', createdAt: KEY_MADE }) },
		sleep: () => (isLate ? Promise.resolve() : limit.opened),
		telemetry,
	});
	return { ages, mock, remembered, telemetry };
}

describe('the age of a user and of what they showed', () => {
	it.each([
		['an access key', {}, KEY_MADE],
		['a password', { shown: 'password', keyId: null }, PASSWORD_MADE],
		['a session, which may come from any of them', { shown: 'session' }, PASSWORD_MADE],
	] as const)('is read from IAM for %s', async (_, over, credential) => {
		const { ages } = given();
		expect(await ages.find({ ...BORA, ...over }, 1_000)).toEqual({ user: USER_MADE, credential });
	});

	it('is kept for the user, whose id never changes', async () => {
		const { ages, mock, remembered } = given();
		await ages.find(BORA, 1_000);
		await ages.find(BORA, 1_000);
		expect(remembered).toEqual(new Map([[BORA.userId, USER_MADE]]));
		expect(mock.commandCalls(GetUserCommand)).toHaveLength(1);
	});

	it('is unknown for a user whose name somebody else has now', async () => {
		const { ages, remembered } = given();
		const other = { ...BORA, userId: 'AIDAFORMEREXAMPLE001' };
		expect(await ages.find(other, 1_000)).toMatchObject({ user: null });
		expect(remembered.size).toBe(0);
	});

	it('is that of the keys for a session of a user without a password', async () => {
		const { ages, mock } = given();
		mock.on(GetLoginProfileCommand).rejects(awsError('NoSuchEntity'));
		expect(await ages.find({ ...BORA, shown: 'session' }, 1_000)).toMatchObject({
			credential: KEY_MADE,
		});
	});

	it('is unknown for a session if IAM does not list all keys', async () => {
		const { ages, mock } = given();
		mock.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [], IsTruncated: true });
		expect(await ages.find({ ...BORA, shown: 'session' }, 1_000)).toMatchObject({
			credential: null,
		});
	});

	it('is unknown, and a warning is logged without the text of the error, if IAM refuses', async () => {
		const { ages, mock, telemetry } = given();
		mock.on(GetUserCommand).rejects(awsError('AccessDenied'));
		expect(await ages.find(BORA, 1_000)).toEqual({ user: null, credential: KEY_MADE });
		expect(telemetry.logged).toMatchObject([{ level: 'warn', fields: { error: 'AccessDenied' } }]);
	});

	it('is unknown if IAM does not answer in time', async () => {
		const { ages, mock } = given({ isLate: true });
		mock.on(GetUserCommand).callsFake(() => new Promise(() => {}));
		const { user } = await ages.find(BORA, 1_000);
		expect(user).toBeNull();
	});
});
