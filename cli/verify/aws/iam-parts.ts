import {
	GetPolicyCommand,
	GetPolicyVersionCommand,
	GetRoleCommand,
	IAMClient,
	NoSuchEntityException,
} from '@aws-sdk/client-iam';
import type { LiveRole } from '../verify-deps.ts';

/** Reads a role by its name; null if there is none. */
export function liveRole(region: string, name: string): Promise<LiveRole | null> {
	return unlessMissing(async () => {
		const { Role } = await new IAMClient({ region }).send(new GetRoleCommand({ RoleName: name }));
		return {
			// IAM encodes documents as in a URL.
			// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
			trust: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''),
			lastUsed: Role?.RoleLastUsed?.LastUsedDate?.getTime() ?? null,
		};
	});
}

/** Reads the text of a managed policy that is in force; null if there is no such policy. */
export function policyText(region: string, arn: string): Promise<string | null> {
	const client = new IAMClient({ region });
	return unlessMissing(async () => {
		const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: arn }));
		const { PolicyVersion } = await client.send(
			new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
		);
		return decodeURIComponent(PolicyVersion?.Document ?? '');
	});
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | null> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof NoSuchEntityException) return null;
		throw error;
	}
}
