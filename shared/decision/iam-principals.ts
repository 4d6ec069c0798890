import {
	GetRoleCommand,
	GetUserCommand,
	IAMClient,
	NoSuchEntityException,
	paginateListRoles,
	paginateListUsers,
	type Role,
	type User,
} from '@aws-sdk/client-iam';
import type { IamPrincipal, IamPrincipals } from './decision-deps.ts';

/**
 * Reads users and roles of the caller's account with the caller's own rights: `iam:GetUser`,
 * `iam:GetRole`, `iam:ListUsers`, `iam:ListRoles`.
 */
export function iamPrincipals(region: string): IamPrincipals {
	const client = new IAMClient({ region });
	return {
		user: (name) =>
			ifThere(async () => {
				const { User: user } = await client.send(new GetUserCommand({ UserName: name }));
				return user === undefined ? null : ofUser(user);
			}),
		role: (name) =>
			ifThere(async () => {
				const { Role: role } = await client.send(new GetRoleCommand({ RoleName: name }));
				return role === undefined ? null : ofRole(role);
			}),
		byId: (id) => (id.startsWith('AIDA') ? userById(client, id) : roleById(client, id)),
	};
}

async function ifThere<T>(ask: () => Promise<T>): Promise<T | null> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof NoSuchEntityException) return null;
		throw error;
	}
}

/** IAM cannot find a user by id, so this reads all of them; accounts have a few hundred at most. */
async function userById(client: IAMClient, id: string): Promise<IamPrincipal | null> {
	for await (const { Users = [] } of paginateListUsers({ client, pageSize: 1000 }, {})) {
		const user = Users.find(({ UserId }) => UserId === id);
		if (user !== undefined) return ofUser(user);
	}
	return null;
}

async function roleById(client: IAMClient, id: string): Promise<IamPrincipal | null> {
	for await (const { Roles = [] } of paginateListRoles({ client, pageSize: 1000 }, {})) {
		const role = Roles.find(({ RoleId }) => RoleId === id);
		if (role !== undefined) return ofRole(role);
	}
	return null;
}

function ofUser({ UserId: id, UserName: name, Arn: arn }: User): IamPrincipal | null {
	return id === undefined || name === undefined || arn === undefined ? null : { id, name, arn };
}

function ofRole({ RoleId: id, RoleName: name, Arn: arn }: Role): IamPrincipal | null {
	return id === undefined || name === undefined || arn === undefined ? null : { id, name, arn };
}
