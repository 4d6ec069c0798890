import {
	DescribePermissionSetCommand,
	ListInstancesCommand,
	paginateListAccountsForProvisionedPermissionSet,
	paginateListCustomerManagedPolicyReferencesInPermissionSet,
	paginateListPermissionSets,
	SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { CONTAINMENT_POLICY, ROLE_PATH } from '../../../shared/runtime/names.ts';
import type { ReferencingSet } from '../questions/preflight.ts';

interface SetOf {
	readonly client: SSOAdminClient;
	readonly InstanceArn: string;
	readonly PermissionSetArn: string;
}

/**
 * Gives the permission sets that reference the containment policy, with the accounts in which they
 * are provisioned. Identity Center is in one Region; where it is not, there is no instance.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListCustomerManagedPolicyReferencesInPermissionSet.html
 */
export async function referencingSets(region: string): Promise<ReferencingSet[]> {
	const client = new SSOAdminClient({ region });
	const { Instances = [] } = await client.send(new ListInstancesCommand({}));
	const found: ReferencingSet[] = [];
	for (const { InstanceArn } of Instances) {
		if (InstanceArn === undefined) continue;
		for await (const { PermissionSets = [] } of paginateListPermissionSets(
			{ client },
			{ InstanceArn },
		)) {
			// One after another: AWS throttles these calls, and an organization may have hundreds.
			for (const PermissionSetArn of PermissionSets) {
				const set = { client, InstanceArn, PermissionSetArn };
				if (await references(set)) found.push(await describe(set));
			}
		}
	}
	return found;
}

async function references({ client, ...set }: SetOf): Promise<boolean> {
	for await (const {
		CustomerManagedPolicyReferences: references = [],
	} of paginateListCustomerManagedPolicyReferencesInPermissionSet({ client }, set)) {
		if (references.some(({ Name, Path }) => Name === CONTAINMENT_POLICY && Path === ROLE_PATH))
			return true;
	}
	return false;
}

async function describe({ client, ...set }: SetOf): Promise<ReferencingSet> {
	const { PermissionSet } = await client.send(new DescribePermissionSetCommand(set));
	const accounts: string[] = [];
	for await (const { AccountIds = [] } of paginateListAccountsForProvisionedPermissionSet(
		{ client },
		set,
	))
		accounts.push(...AccountIds);
	const { InstanceArn: instance, PermissionSetArn: arn } = set;
	return { name: PermissionSet?.Name ?? arn, arn, instance, accounts };
}
