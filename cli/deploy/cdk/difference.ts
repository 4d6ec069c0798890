import type { DeployDeps } from '../deps.ts';
import { diffLine, failsIfDifferentLine, type StackInputs } from './cdk-lines.ts';

/** What the CDK says about the difference between the templates and what is deployed. */
export type Difference =
	| { readonly kind: 'none' | 'some' }
	| { readonly kind: 'failed'; readonly exitCode: number };

/**
 * Shows what a deployment would change, and tells whether it would change anything. The second run
 * reads what the first one synthesized; if it fails for another reason than a difference, the user is
 * asked, and nothing is left out.
 */
export async function showDifference(
	inputs: Omit<StackInputs, 'scp'>,
	{ cdk }: DeployDeps,
): Promise<Difference> {
	const exitCode = await cdk(diffLine(inputs));
	if (exitCode !== 0) return { kind: 'failed', exitCode };
	const isSame = (await cdk(failsIfDifferentLine(inputs.stacks), 'hidden')) === 0;
	return { kind: isSame ? 'none' : 'some' };
}
