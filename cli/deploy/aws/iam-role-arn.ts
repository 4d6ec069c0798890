import { GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';

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
