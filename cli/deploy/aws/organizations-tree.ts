import {
	AccessDeniedException,
	AWSOrganizationsNotInUseException,
	ChildNotFoundException,
	DescribeOrganizationCommand,
	ListParentsCommand,
	OrganizationsClient,
	paginateListRoots,
} from '@aws-sdk/client-organizations';

/** Gives the id of the organization's root; null if it has none that can be seen. */
export async function rootOf(region: string): Promise<string | null> {
	const client = new OrganizationsClient({ region });
	for await (const { Roots = [] } of paginateListRoots({ client }, {})) {
		const id = Roots[0]?.Id;
		if (id !== undefined) return id;
	}
	return null;
}

/**
 * Gives the id of the organization to which the account belongs; null if it belongs to none. Every
 * account of it may ask. `denied`: these credentials may not.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
 */
export async function organizationOf(region: string): Promise<{ id: string } | null | 'denied'> {
	try {
		const client = new OrganizationsClient({ region });
		const { Organization } = await client.send(new DescribeOrganizationCommand({}));
		return Organization?.Id === undefined ? null : { id: Organization.Id };
	} catch (error) {
		if (error instanceof AccessDeniedException) return 'denied';
		if (error instanceof AWSOrganizationsNotInUseException) return null;
		throw error;
	}
}

/**
 * Gives the units and the root above a unit or an account, the nearest first; null if the
 * organization does not have it.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
 */
export async function aboveOf(child: string, region: string): Promise<readonly string[] | null> {
	// There is nothing above the root, and ListParents refuses its id.
	if (child.startsWith('r-')) return [];
	const client = new OrganizationsClient({ region });
	const above: string[] = [];
	try {
		for (let id = child; ; ) {
			// The root has no parent, and every other child has exactly one.
			const { Parents = [] } = await client.send(new ListParentsCommand({ ChildId: id }));
			const [parent] = Parents;
			if (parent?.Id === undefined) return above;
			above.push(parent.Id);
			if (parent.Type === 'ROOT') return above;
			id = parent.Id;
		}
	} catch (error) {
		if (error instanceof ChildNotFoundException) return null;
		throw error;
	}
}
