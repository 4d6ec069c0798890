import { type App, Aws, type Stack } from 'aws-cdk-lib';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { organizationsRegion } from '../shared/runtime/global-region.ts';
import { hubBusArn, MANAGEMENT_STACK } from '../shared/runtime/names.ts';
import { ManagementStack } from './management-stack.ts';
import { MemberRegionStack } from './member-stacks.ts';
import { type Watching, watchingOf } from './region-part.ts';

/**
 * Creates the stacks of the management account: one where Organizations has its endpoint, and one
 * in each watched Region, because StackSets do not deploy to this account. Use `-c
 * delegation=by-hand` if the organization already has a delegation policy.
 */
export function managementStacks(app: App, configuration: Configuration): Stack[] {
	const { deployment, containment } = configuration;
	const { organization, region, regions } = deployment;
	const account = containment.managementAccount;
	if (organization === null || account === null) {
		throw new Error(
			'deployment.organization and containment.managementAccount: fill in both for an organization',
		);
	}
	const main = new ManagementStack(app, MANAGEMENT_STACK, {
		configuration,
		delegates: app.node.tryGetContext('delegation') !== 'by-hand',
		env: { account, region: organizationsRegion(region) },
	});
	const busArn = hubBusArn(Aws.PARTITION, region, organization.hubAccount);
	const watching = watchingOf(configuration);
	return [
		main,
		...[region, ...regions].map((watched) =>
			regionStack(app, main, { busArn, watching, env: { account, region: watched } }),
		),
	];
}

function regionStack(
	app: App,
	main: Stack,
	props: {
		busArn: string;
		watching: Watching;
		env: { account: string; region: string };
	},
): Stack {
	const stack = new MemberRegionStack(app, `${MANAGEMENT_STACK}-${props.env.region}`, props);
	// The rule of this stack uses a role of the main stack.
	stack.addStackDependency(main);
	return stack;
}
