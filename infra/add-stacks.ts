import { Annotations, type App, Aws, type Stack } from 'aws-cdk-lib';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { BUS_STACK, HUB_STACK, hubBusArn, REGION_STACK } from '../shared/runtime/names.ts';
import { BusStack } from './bus-stack.ts';
import { HubStack } from './hub-stack.ts';
import { managementStacks } from './management-stacks.ts';
import { MemberRegionStack } from './member-stacks.ts';
import { watchingOf } from './region-part.ts';
import { SingleAccountStack } from './single-account-stack.ts';

/**
 * Adds the stacks of a configuration. Their names begin with `eyes-`, and so do the names that
 * CloudFormation generates in them; by this prefix the guard SCP recognises our resources.
 */
export function addStacks(
	app: App,
	configuration: Configuration,
	warnings: readonly string[] = [],
): void {
	const stacks =
		configuration.deployment.kind === 'organization'
			? ofOrganization(app, configuration)
			: ofSingleAccount(app, configuration);
	warnings.forEach((warning, at) => {
		if (stacks[0] !== undefined)
			Annotations.of(stacks[0]).addWarningV2(`eyes-system:${at}`, warning);
	});
}

/** The account is the one whose credentials are used to deploy. */
function ofSingleAccount(app: App, configuration: Configuration): Stack[] {
	const { region, regions } = configuration.deployment;
	const main = new SingleAccountStack(app, HUB_STACK, { configuration, env: { region } });
	const busArn = hubBusArn(Aws.PARTITION, region, Aws.ACCOUNT_ID);
	const watching = watchingOf(configuration);
	const others = regions.map((other) => {
		const stack = new MemberRegionStack(app, `${REGION_STACK}-${other}`, {
			busArn,
			watching,
			env: { region: other },
		});
		// The rule of this stack uses a role of the main stack.
		stack.addStackDependency(main);
		return stack;
	});
	return [main, ...others];
}

/**
 * CDK does not see that hub and management account depend on each other. `npm run deploy` knows the
 * order: the bus, the management account, the hub.
 */
function ofOrganization(app: App, configuration: Configuration): Stack[] {
	const { region, organization } = configuration.deployment;
	if (organization === null)
		throw new Error('deployment.organization: is missing; fill in id, root and hubAccount');
	const env = { account: organization.hubAccount, region };
	const bus = new BusStack(app, BUS_STACK, { organization: organization.id, env });
	const hub = new HubStack(app, HUB_STACK, { configuration, env });
	// Its rules are on that bus.
	hub.addStackDependency(bus);
	return [bus, hub, ...managementStacks(app, configuration)];
}
