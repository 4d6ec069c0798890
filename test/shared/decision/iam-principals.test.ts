import {
	GetRoleCommand,
	GetUserCommand,
	IAMClient,
	ListRolesCommand,
	ListUsersCommand,
	NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { iamPrincipals } from '../../../shared/decision/iam-principals.ts';

const iam = mockClient(IAMClient);
afterEach(() => {
	iam.reset();
});
afterAll(() => iam.restore());

const MADE = { Path: '/', CreateDate: new Date(0) };
const MINJI = {
	...MADE,
	UserId: 'AIDAEXAMPLEMINJIKIM01',
	UserName: 'minji.kim',
	Arn: 'arn:aws:iam::111122223333:user/minji.kim',
};
const OPS = {
	...MADE,
	RoleId: 'AROAEXAMPLEDEPLOYER01',
	RoleName: 'ops',
	Arn: 'arn:aws:iam::111122223333:role/ops',
};

describe('users and roles of the caller’s account', () => {
	it('are found by name, or not at all', async () => {
		iam.on(GetUserCommand, { UserName: 'minji.kim' }).resolves({ User: MINJI });
		iam
			.on(GetUserCommand, { UserName: 'nobody' })
			.rejects(new NoSuchEntityException({ message: 'no', $metadata: {} }));
		const { user } = iamPrincipals('us-east-1');
		expect(await user('minji.kim')).toEqual({
			id: MINJI.UserId,
			name: 'minji.kim',
			arn: MINJI.Arn,
		});
		expect(await user('nobody')).toBeNull();
	});

	it('are found by the name of a role, or not at all', async () => {
		iam.on(GetRoleCommand, { RoleName: 'ops' }).resolves({ Role: OPS });
		iam
			.on(GetRoleCommand, { RoleName: 'nobody' })
			.rejects(new NoSuchEntityException({ message: 'no', $metadata: {} }));
		const { role } = iamPrincipals('us-east-1');
		expect(await role('ops')).toEqual({ id: OPS.RoleId, name: 'ops', arn: OPS.Arn });
		expect(await role('nobody')).toBeNull();
	});

	it('are found by id on whichever page', async () => {
		iam.on(ListUsersCommand).resolves({ Users: [], IsTruncated: true, Marker: 'two' });
		iam.on(ListUsersCommand, { Marker: 'two' }).resolves({ Users: [MINJI] });
		iam.on(ListRolesCommand).resolves({ Roles: [OPS] });
		const { byId } = iamPrincipals('us-east-1');
		expect(await byId(MINJI.UserId)).toMatchObject({ name: 'minji.kim' });
		expect(await byId(OPS.RoleId)).toEqual({ id: OPS.RoleId, name: 'ops', arn: OPS.Arn });
		expect(await byId('AROAEXAMPLEELSEWHERE1')).toBeNull();
	});

	it('are an error where the caller may not ask', async () => {
		iam.on(GetUserCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
		await expect(iamPrincipals('us-east-1').user('minji.kim')).rejects.toThrow('no');
	});
});
