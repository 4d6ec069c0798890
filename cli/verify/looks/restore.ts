import {
	HUB_STACK,
	MANAGEMENT_STACK,
	REGION_STACK,
	UNIT_STACK_SETS,
} from '../../../shared/runtime/names.ts';
import type { VerifyDeps } from '../verify-deps.ts';

/**
 * Says how to put back what is missing or was changed in a watched Region of an account. Deploying
 * alone does not help if the template is the same: then the drift of the stack shows what to do by
 * hand. In the hub and in members it is a stack of a StackSet, which the CDK does not know.
 */
export function restoreHelp(
	{ configuration: { deployment }, place }: Pick<VerifyDeps, 'configuration' | 'place'>,
	region: string,
): readonly [string, string] {
	if (place === 'hub' || place === 'member')
		return [
			'npm run deploy, with credentials of the management account',
			`if that shows no difference, here: aws cloudformation detect-stack-drift --region ${region} --stack-name NAME, whose name begins with StackSet-${UNIT_STACK_SETS.regions}`,
		];
	const isMain = place === 'single-account' && region === deployment.region;
	const other = place === 'management' ? MANAGEMENT_STACK : REGION_STACK;
	return ['npm run deploy', driftHelp(isMain ? HUB_STACK : `${other}-${region}`)];
}

/** Says how to see what of a stack of the CDK was changed by hand. */
export function driftHelp(stack: string): string {
	return `if that shows no difference: node cli/tool.mjs cdk drift ${stack}`;
}
