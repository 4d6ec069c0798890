import {
	CloudFormationClient,
	DescribeStackSetCommand,
	StackSetNotFoundException,
} from '@aws-sdk/client-cloudformation';
import { describeStack } from '../../operate/cloudformation-stacks.ts';
import { isNew } from '../../operate/stack-state.ts';

/**
 * Gives the values of a stack's parameters by their keys; null if no deployment of it has ever
 * completed.
 */
export async function stackParameters(
	name: string,
	region: string,
): Promise<ReadonlyMap<string, string> | null> {
	const stack = await describeStack(name, region);
	return stack === null || isNew(stack.state.status) ? null : stack.parameters;
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
