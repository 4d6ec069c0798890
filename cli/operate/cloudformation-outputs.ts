import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** Reads the outputs of a stack by their keys; null if the Region does not have the stack. */
export async function stackOutputs(
	stack: string,
	region: string,
): Promise<ReadonlyMap<string, string> | null> {
	try {
		const client = new CloudFormationClient({ region });
		const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
		return new Map(
			(Stacks[0]?.Outputs ?? []).flatMap(({ OutputKey: key, OutputValue: value }) =>
				key === undefined || value === undefined ? [] : [[key, value] as const],
			),
		);
	} catch (error) {
		if (isMissingStack(error)) return null;
		throw error;
	}
}

/** CloudFormation has no separate error for a missing stack, so the message must tell it. */
export function isMissingStack(error: unknown): boolean {
	return (
		error instanceof Error &&
		error.name === 'ValidationError' &&
		/does not exist/.test(error.message)
	);
}
