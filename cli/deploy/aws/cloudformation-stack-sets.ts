import {
	CloudFormationClient,
	DescribeStackSetCommand,
	paginateListStackSetOperations,
	StackSetNotFoundException,
	type StackSetOperationStatus,
} from '@aws-sdk/client-cloudformation';
import {
	OrganizationsClient,
	paginateListAccountsForParent,
	paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import { organizationsAccounts } from '../../../shared/report/organizations-accounts.ts';
import { STACK_SETS } from '../../../shared/runtime/names.ts';
import { listStackInstances } from '../../../shared/stack-sets/cloudformation-stack-instances.ts';
import type { StackSetQuestions } from '../deps.ts';

/** Asks about the StackSets of the management account, in the Region of Organizations. */
export function stackSetQuestions(region: string): StackSetQuestions {
	const cloudformation = new CloudFormationClient({ region });
	const organizations = new OrganizationsClient({ region });
	return {
		working: async () => {
			const isWorking = await Promise.all(STACK_SETS.map((name) => works(cloudformation, name)));
			return STACK_SETS.filter((_, at) => isWorking[at]);
		},
		instances: () => listStackInstances(cloudformation),
		accounts: async (units) => {
			const listed = await organizationsAccounts(organizations).list();
			if (listed.kind === 'failed') throw new Error(listed.why);
			const inUnits = await Promise.all(units.map((unit) => accountsUnder(organizations, unit)));
			return { active: listed.value.active.map(({ id }) => id), inUnits: inUnits.flat() };
		},
	};
}

const AT_WORK: readonly (StackSetOperationStatus | undefined)[] = ['RUNNING', 'QUEUED', 'STOPPING'];

async function works(client: CloudFormationClient, stackSet: string): Promise<boolean> {
	for await (const { Summaries = [] } of paginateListStackSetOperations(
		{ client },
		{ StackSetName: stackSet },
	))
		if (Summaries.some(({ Status }) => AT_WORK.includes(Status))) return true;
	return false;
}

/** A unit may contain units. */
async function accountsUnder(client: OrganizationsClient, parent: string): Promise<string[]> {
	const found: string[] = [];
	const input = { ParentId: parent };
	for await (const { Accounts = [] } of paginateListAccountsForParent({ client }, input))
		found.push(...Accounts.flatMap(({ Id }) => Id ?? []));
	for await (const page of paginateListOrganizationalUnitsForParent({ client }, input))
		for (const { Id } of page.OrganizationalUnits ?? [])
			if (Id !== undefined) found.push(...(await accountsUnder(client, Id)));
	return found;
}

/** Gives the units, or the root, to which a StackSet deploys; none if there is no such StackSet. */
export async function unitsOfStackSet(name: string, region: string): Promise<readonly string[]> {
	try {
		const client = new CloudFormationClient({ region });
		const { StackSet } = await client.send(new DescribeStackSetCommand({ StackSetName: name }));
		return StackSet?.OrganizationalUnitIds ?? [];
	} catch (error) {
		if (error instanceof StackSetNotFoundException) return [];
		throw error;
	}
}
