import {
	CloudFormationClient,
	DescribeStackSetCommand,
	DescribeStacksCommand,
	StackSetNotFoundException,
} from '@aws-sdk/client-cloudformation';
import { isMissingStack } from '../operate/cloudformation-outputs.ts';
import type { DeployedStack } from './deployed-stack.ts';

/** Gives what CloudFormation says about a stack; null if the Region does not have it. */
export async function deployedStack(name: string, region: string): Promise<DeployedStack | null> {
	try {
		const client = new CloudFormationClient({ region });
		const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
		const [stack] = Stacks;
		if (stack === undefined) return null;
		const parameters = (stack.Parameters ?? []).flatMap(
			({ ParameterKey: key, ParameterValue: value }) =>
				key === undefined || value === undefined ? [] : [[key, value] as const],
		);
		return { status: stack.StackStatus ?? '', parameters: new Map(parameters) };
	} catch (error) {
		if (isMissingStack(error)) return null;
		throw error;
	}
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
