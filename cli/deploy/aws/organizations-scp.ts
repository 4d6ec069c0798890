import {
	AccessDeniedException,
	AWSOrganizationsNotInUseException,
	DescribePolicyCommand,
	DescribeResourcePolicyCommand,
	OrganizationsClient,
	type PolicySummary,
	paginateListPolicies,
	paginateListPoliciesForTarget,
	paginateListRoots,
	ResourcePolicyNotFoundException,
	TargetNotFoundException,
} from '@aws-sdk/client-organizations';
import type { PreflightQuestions } from '../questions/preflight.ts';

const SCPS = 'SERVICE_CONTROL_POLICY';

/**
 * Finds an SCP by its name. Only the management account and delegated administrators may list SCPs.
 */
export async function scpByName(
	name: string,
	region: string,
): Promise<{ arn: string } | 'none' | 'denied'> {
	const client = new OrganizationsClient({ region });
	try {
		for await (const { Policies = [] } of paginateListPolicies({ client }, { Filter: SCPS })) {
			const arn = Policies.find(({ Name }) => Name === name)?.Arn;
			if (arn !== undefined) return { arn };
		}
		return 'none';
	} catch (error) {
		if (error instanceof AccessDeniedException) return 'denied';
		if (error instanceof AWSOrganizationsNotInUseException) return 'none';
		throw error;
	}
}

export async function scpText(arn: string, region: string): Promise<string> {
	const client = new OrganizationsClient({ region });
	const { Policy } = await client.send(
		new DescribePolicyCommand({ PolicyId: arn.split('/').at(-1) }),
	);
	return Policy?.Content ?? '';
}

/** True if SCPs are enabled for the root of the organization; an organization has one root. */
export async function areScpsEnabled(region: string): Promise<boolean> {
	const client = new OrganizationsClient({ region });
	for await (const { Roots = [] } of paginateListRoots({ client }, {})) {
		const types = Roots.flatMap(({ PolicyTypes = [] }) => PolicyTypes);
		if (types.some(({ Type, Status }) => Type === SCPS && Status === 'ENABLED')) return true;
	}
	return false;
}

/**
 * True if the organization has a delegation policy.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate.html
 */
export async function hasDelegation(region: string): Promise<boolean> {
	try {
		await new OrganizationsClient({ region }).send(new DescribeResourcePolicyCommand({}));
		return true;
	} catch (error) {
		if (error instanceof ResourcePolicyNotFoundException) return false;
		throw error;
	}
}

/** Asks Organizations, which only the management account and delegated administrators may do. */
export function organizationsScps(region: string): Pick<PreflightQuestions, 'scpsAt' | 'scps'> {
	const client = new OrganizationsClient({ region });
	return {
		scpsAt: async (target) => {
			try {
				return await names(
					paginateListPoliciesForTarget({ client }, { TargetId: target, Filter: SCPS }),
				);
			} catch (error) {
				if (error instanceof TargetNotFoundException) return null;
				throw error;
			}
		},
		scps: () => names(paginateListPolicies({ client }, { Filter: SCPS })),
	};
}

async function names(
	pages: AsyncIterable<{ readonly Policies?: PolicySummary[] | undefined }>,
): Promise<string[]> {
	const found: string[] = [];
	for await (const { Policies = [] } of pages)
		found.push(...Policies.map(({ Name: name, Id: id }) => name ?? id ?? 'without a name'));
	return found;
}
