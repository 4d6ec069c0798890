import {
	CloudFormationClient,
	DescribeOrganizationsAccessCommand,
} from '@aws-sdk/client-cloudformation';
import { organizationsRegion } from '../../../shared/runtime/global-region.ts';
import { rulesOf } from '../../doctor/eventbridge-rules.ts';
import { stackOutputs, stackParameters } from '../../operate/cloudformation-outputs.ts';
import type { DeployQuestions, OrganizationState } from '../deps.ts';
import { regionsOf } from './account-regions.ts';
import { stackSetQuestions, unitsOfStackSet } from './cloudformation-stack-sets.ts';
import { trailsOf } from './cloudtrail-trails.ts';
import { attachedTo, roleArnOf } from './iam-questions.ts';
import { concurrencyOf } from './lambda-concurrency.ts';
import {
	areScpsEnabled,
	hasDelegation,
	organizationsScps,
	scpByName,
	scpText,
} from './organizations-scp.ts';
import { aboveOf, organizationOf, rootOf } from './organizations-tree.ts';
import { referencingSets } from './sso-referencing-sets.ts';

/**
 * The stack that `cdk bootstrap` creates.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
const BOOTSTRAP_STACK = 'CDKToolkit';

/** Asks AWS with the credentials that the SDK finds. */
export function awsQuestions(region: string): DeployQuestions {
	return {
		regions: regionsOf,
		concurrency: concurrencyOf,
		...organizationsScps(region),
		roleArn: (name) => roleArnOf(name, region),
		referencingSets,
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
