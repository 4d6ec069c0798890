import {
	GetRoleCommand,
	IAMClient,
	NoSuchEntityException,
	paginateListEntitiesForPolicy,
} from '@aws-sdk/client-iam';
import type { AttachedTo } from '../deps.ts';

/**
 * Gives the ARN of a role of the caller's account with its path, which the ARN of a session does not
 * have; null if there is no such role.
 */
export async function roleArnOf(name: string, region: string): Promise<string | null> {
	try {
		const { Role } = await new IAMClient({ region }).send(new GetRoleCommand({ RoleName: name }));
		return Role?.Arn ?? null;
	} catch (error) {
		if (error instanceof NoSuchEntityException) return null;
		throw error;
	}
}

/** Gives to whom a policy is attached; null if there is no such policy. */
export async function attachedTo(policyArn: string, region: string): Promise<AttachedTo | null> {
	const client = new IAMClient({ region });
	const attached = { users: [] as string[], groups: [] as string[], roles: [] as string[] };
	try {
		for await (const page of paginateListEntitiesForPolicy({ client }, { PolicyArn: policyArn })) {
			attached.users.push(...(page.PolicyUsers ?? []).flatMap(({ UserName: name }) => name ?? []));
			attached.groups.push(
				...(page.PolicyGroups ?? []).flatMap(({ GroupName: name }) => name ?? []),
			);
			attached.roles.push(...(page.PolicyRoles ?? []).flatMap(({ RoleName: name }) => name ?? []));
		}
		return attached;
	} catch (error) {
		if (error instanceof NoSuchEntityException) return null;
		throw error;
	}
}
