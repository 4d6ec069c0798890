import {
	CloudFormationClient,
	DescribeOrganizationsAccessCommand,
} from '@aws-sdk/client-cloudformation';
import {
	IAMClient,
	NoSuchEntityException,
	paginateListEntitiesForPolicy,
} from '@aws-sdk/client-iam';
import { organizationsRegion } from '../../../shared/runtime/global-region.ts';
import { rulesOf } from '../../doctor/eventbridge-rules.ts';
import { stackOutputs } from '../../operate/cloudformation-outputs.ts';
import type { AttachedTo, DeployQuestions, OrganizationState } from '../deps.ts';
import { awsPreflight } from './aws-preflight.ts';
import { stackParameters, unitsOfStackSet } from './cloudformation-stack.ts';
import { stackSetQuestions } from './cloudformation-stack-sets.ts';
import { trailsOf } from './cloudtrail-trails.ts';
import { areScpsEnabled, hasDelegation, scpByName, scpText } from './organizations-scp.ts';
import { aboveOf, organizationOf, rootOf } from './organizations-tree.ts';

/**
 * The stack that `cdk bootstrap` creates.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
const BOOTSTRAP_STACK = 'CDKToolkit';

/** Asks AWS with the credentials that the SDK finds. */
export function awsQuestions(region: string): DeployQuestions {
	return {
		...awsPreflight(region),
		bootstrapVersion: async (where) => {
			const outputs = await stackOutputs(BOOTSTRAP_STACK, where);
			return outputs === null ? null : Number(outputs.get('BootstrapVersion') ?? 0);
		},
		trails: trailsOf,
		rulesOf,
		outputs: stackOutputs,
		parameters: stackParameters,
		unitsOfStackSet,
		root: () => rootOf(region),
		organizationId: () => organizationOf(region),
		above: (id) => aboveOf(id, region),
		scpByName: (name) => scpByName(name, region),
		organization: organizationState,
		scpText: (arn) => scpText(arn, region),
		attachedTo: (policyArn) => attachedTo(policyArn, region),
		stackSets: stackSetQuestions(organizationsRegion(region)),
	};
}

async function organizationState(region: string): Promise<OrganizationState> {
	const [hasScps, hasPolicy, access] = await Promise.all([
		areScpsEnabled(region),
		hasDelegation(region),
		new CloudFormationClient({ region }).send(new DescribeOrganizationsAccessCommand({})),
	]);
	return { hasScps, hasStackSets: access.Status === 'ENABLED', hasDelegation: hasPolicy };
}

async function attachedTo(policyArn: string, region: string): Promise<AttachedTo | null> {
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
