import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** The outputs of a stack by their keys; null where there is no such stack in the Region. */
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

/** CloudFormation has no error of its own for it. */
function isMissingStack(error: unknown): boolean {
	return (
		error instanceof Error &&
		error.name === 'ValidationError' &&
		/does not exist/.test(error.message)
	);
}
