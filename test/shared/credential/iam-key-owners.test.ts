import { GetAccessKeyLastUsedCommand, GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { iamKeyOwners } from '../../../shared/credential/iam-key-owners.ts';
import { awsError } from '../../support/scripted-calls.ts';
import { someTelemetry } from '../../support/some-telemetry.ts';

const ACCOUNT = '111122223333';
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const MINJI = {
	...{ id: 'AIDAMINJIEXAMPLE0001', name: 'minji' },
	arn: `arn:aws:iam::${ACCOUNT}:user/ops/minji`,
};

/** An account with one user and one key. */
function given() {
	const client = new IAMClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	mock.on(GetAccessKeyLastUsedCommand, { AccessKeyId: KEY }).resolves({ UserName: MINJI.name });
	mock.on(GetUserCommand, { UserName: MINJI.name }).resolves({
		User: {
			...{ UserId: MINJI.id, UserName: MINJI.name, Arn: MINJI.arn },
			...{ Path: '/ops/', CreateDate: new Date(1) },
		},
	});
	const telemetry = someTelemetry();
	const owners = iamKeyOwners({ clientFor: async () => client, telemetry });
	return { owners, mock, telemetry };
}

describe('the owner of a key', () => {
	it('is found with the id that a deny needs, by the key or by the name', async () => {
		const { owners, mock } = given();
		const found = { kind: 'found', user: MINJI };
		expect(await owners.find({ account: ACCOUNT, keyId: KEY })).toEqual(found);
		expect(await owners.find({ account: ACCOUNT, user: 'minji' })).toEqual(found);
		expect(mock.commandCalls(GetAccessKeyLastUsedCommand)).toHaveLength(1);
	});

	it.each([['NoSuchEntity'], ['NoSuchEntityException']])('is not found after %s', async (name) => {
		const { owners, mock, telemetry } = given();
		mock.on(GetAccessKeyLastUsedCommand).rejects(awsError(name));
		expect(await owners.find({ account: ACCOUNT, keyId: KEY })).toEqual({ kind: 'not-found' });
		expect(telemetry.logged).toEqual([]);
	});

	it('is not found if IAM names no user, as for a key of root', async () => {
		const { owners, mock } = given();
		mock.on(GetAccessKeyLastUsedCommand).resolves({});
		expect(await owners.find({ account: ACCOUNT, keyId: KEY })).toEqual({ kind: 'not-found' });
	});

	it.each([['AccessDenied'], ['Throttling'], ['TimeoutError']])(
		'is not answered after %s, which is logged without the key',
		async (name) => {
			const { owners, mock, telemetry } = given();
			mock.on(GetAccessKeyLastUsedCommand).rejects(awsError(name));
			expect(await owners.find({ account: ACCOUNT, keyId: KEY })).toEqual({ kind: 'not-answered' });
			expect(JSON.stringify(telemetry.logged)).toContain(name);
			expect(JSON.stringify(telemetry.logged)).not.toContain(KEY);
		},
	);

	it('is not answered if the account may not be entered', async () => {
		const telemetry = someTelemetry();
		const clientFor = () => Promise.reject(awsError('AccessDenied'));
		const owners = iamKeyOwners({ clientFor, telemetry });
		expect(await owners.find({ account: ACCOUNT, user: 'minji' })).toEqual({
			kind: 'not-answered',
		});
	});
});
