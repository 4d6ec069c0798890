import { describeStack } from './cloudformation-stacks.ts';
import { isNew } from './stack-state.ts';

/**
 * Reads the outputs of a stack by their keys; null if the Region does not have the stack, or if no
 * deployment of it has ever completed.
 */
export async function stackOutputs(
	stack: string,
	region: string,
): Promise<ReadonlyMap<string, string> | null> {
	const found = await describeStack(stack, region);
	return found === null || isNew(found.state.status) ? null : found.outputs;
}
