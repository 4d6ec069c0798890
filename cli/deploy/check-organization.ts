import { UsageError } from '../usage-error.ts';
import type { DeployDeps } from './deps.ts';
import type { Part } from './part.ts';

/**
 * Throws a UsageError that lists what must be done first. Without this check, an incomplete
 * deployment would be rolled back.
 */
export async function assertOrganizationReady(
	{ kind, main }: Part,
	{ delegationByHand }: { readonly delegationByHand: boolean },
	{ aws, configuration, tell }: DeployDeps,
): Promise<void> {
	if (kind !== 'management') return;
	const isFirst = (await aws.outputs(main.stack, main.region)) === null;
	const { hasScps, hasStackSets, hasDelegation } = await aws.organization(main.region);
	const root = configuration.deployment.organization?.root;
	const missing = [
		...(hasScps
			? []
			: [
					`SCPs are not enabled: aws organizations enable-policy-type --root-id ${root} --policy-type SERVICE_CONTROL_POLICY`,
				]),
		...(hasStackSets
			? []
			: [
					'StackSets are not enabled in the organization: aws cloudformation activate-organizations-access',
				]),
		...(isFirst && hasDelegation && !delegationByHand
			? [
					'the organization already has a delegation policy: run this with --delegation-by-hand, and add what it prints to that policy',
				]
			: []),
	];
	if (missing.length > 0)
		throw new UsageError(
			`the organization is not ready:\n${missing.map((line) => `  ${line}`).join('\n')}`,
		);
	await tell('organization: SCPs and StackSets are enabled');
}
