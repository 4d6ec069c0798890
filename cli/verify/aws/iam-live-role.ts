import { GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import type { LiveRole } from '../verify-deps.ts';

/** Reads a role by its name; null if there is none. */
export async function liveRole(region: string, name: string): Promise<LiveRole | null> {
	try {
		const { Role } = await new IAMClient({ region }).send(new GetRoleCommand({ RoleName: name }));
		return {
			// IAM encodes documents as in a URL.
			// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
			trust: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
			lastUsed: Role?.RoleLastUsed?.LastUsedDate?.getTime() ?? null,
		};
	} catch (error) {
		if (error instanceof NoSuchEntityException) return null;
		throw error;
	}
}
