import { type DescribedStack, describeStack } from './cloudformation-stacks.ts';
import { isNew } from './stack-state.ts';

type Values = ReadonlyMap<string, string>;

/**
 * Reads the outputs of a stack by their keys; null if the Region does not have the stack, or if no
 * deployment of it has ever completed.
 */
export async function stackOutputs(stack: string, region: string): Promise<Values | null> {
	return (await deployedStack(stack, region))?.outputs ?? null;
}

/** Reads the values of a stack's parameters by their keys; null as for its outputs. */
export async function stackParameters(stack: string, region: string): Promise<Values | null> {
	return (await deployedStack(stack, region))?.parameters ?? null;
}

async function deployedStack(stack: string, region: string): Promise<DescribedStack | null> {
	const found = await describeStack(stack, region);
	return found === null || isNew(found.state.status) ? null : found;
}
