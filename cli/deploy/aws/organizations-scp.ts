import {
	AccessDeniedException,
	AWSOrganizationsNotInUseException,
	DescribePolicyCommand,
	DescribeResourcePolicyCommand,
	OrganizationsClient,
	paginateListPolicies,
	paginateListRoots,
	ResourcePolicyNotFoundException,
} from '@aws-sdk/client-organizations';

/**
 * Finds an SCP by its name. Only the management account and delegated administrators may list SCPs.
 */
export async function scpByName(
	name: string,
	region: string,
): Promise<{ arn: string } | 'none' | 'denied'> {
	const client = new OrganizationsClient({ region });
	try {
		for await (const { Policies = [] } of paginateListPolicies(
			{ client },
			{ Filter: 'SERVICE_CONTROL_POLICY' },
		)) {
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
		if (types.some(({ Type, Status }) => Type === 'SERVICE_CONTROL_POLICY' && Status === 'ENABLED'))
			return true;
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
