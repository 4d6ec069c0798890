import {
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
 * Users and roles of the caller's account, by the caller's own rights: `iam:GetUser`,
 * `iam:ListUsers`, `iam:ListRoles`.
 */
export function iamPrincipals(region: string): IamPrincipals {
	const client = new IAMClient({ region });
	return {
		user: async (name) => {
			try {
				const { User: user } = await client.send(new GetUserCommand({ UserName: name }));
				return user === undefined ? null : ofUser(user);
			} catch (error) {
				if (error instanceof NoSuchEntityException) return null;
				throw error;
			}
		},
		byId: (id) => (id.startsWith('AIDA') ? userById(client, id) : roleById(client, id)),
	};
}

/** IAM finds nobody by id, so all are looked through; the accounts of people have a few hundred. */
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
