import {
	DeletePolicyCommand,
	DeletePolicyVersionCommand,
	GetPolicyCommand,
	GetPolicyVersionCommand,
	IAMClient,
	NoSuchEntityException,
	paginateListPolicyVersions,
} from '@aws-sdk/client-iam';
import {
	DeletePolicyCommand as DeleteScpCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Policies } from '../deps.ts';

/** Works with the credentials that the SDK finds. */
export function awsPolicies(region: string): Policies {
	const iam = new IAMClient({ region });
	return {
		text: (arn) => textOf(arn, iam),
		deleteOlderVersions: (arn) => deleteOlderVersions(arn, iam),
		delete: async (PolicyArn) => {
			await iam.send(new DeletePolicyCommand({ PolicyArn }));
		},
		deleteScp: async (arn) => {
			const PolicyId = arn.split('/').at(-1);
			await new OrganizationsClient({ region }).send(new DeleteScpCommand({ PolicyId }));
		},
	};
}

/** IAM gives the text of a version URL-encoded. */
async function textOf(PolicyArn: string, iam: IAMClient): Promise<string | null> {
	try {
		const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
		const { PolicyVersion } = await iam.send(
			new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
		);
		return decodeURIComponent(PolicyVersion?.Document ?? '');
	} catch (error) {
		if (error instanceof NoSuchEntityException) return null;
		throw error;
	}
}

async function deleteOlderVersions(PolicyArn: string, client: IAMClient): Promise<void> {
	try {
		for await (const { Versions = [] } of paginateListPolicyVersions({ client }, { PolicyArn }))
			for (const { VersionId, IsDefaultVersion } of Versions)
				if (IsDefaultVersion !== true)
					await client.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
	} catch (error) {
		if (!(error instanceof NoSuchEntityException)) throw error;
	}
}
