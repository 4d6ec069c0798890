import {
	CloudFormationClient,
	DescribeStackSetCommand,
	StackSetNotFoundException,
} from '@aws-sdk/client-cloudformation';
import { describeStack } from '../operate/cloudformation-stacks.ts';
import type { DeployedStack } from './deployed-stack.ts';

/** Gives what CloudFormation says about a stack; null if the Region does not have it. */
export async function deployedStack(name: string, region: string): Promise<DeployedStack | null> {
	const stack = await describeStack(name, region);
	return stack === null ? null : { status: stack.state.status, parameters: stack.parameters };
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
