import { ifAllowed } from './if-allowed.ts';
import { NOTHING_TO_ASK, type Question } from './question.ts';

/** What the management account must enable; without it the stack would be rolled back. */
export const askOrganization: Question = ifAllowed(
	async ({ part, options, deps }) => {
		const { kind, main } = part;
		if (kind !== 'management') return NOTHING_TO_ASK;
		const { aws, configuration } = deps;
		const isFirst = (await aws.outputs(main.stack, main.region)) === null;
		const { hasScps, hasStackSets, hasDelegation } = await aws.organization(main.region);
		const root = configuration.deployment.organization?.root;
		const problems = [
			...(hasScps
				? []
				: [
						`SCPs are not enabled in the organization:\n  aws organizations enable-policy-type --root-id ${root} --policy-type SERVICE_CONTROL_POLICY`,
					]),
			...(hasStackSets
				? []
				: [
						'StackSets are not enabled in the organization:\n  aws cloudformation activate-organizations-access',
					]),
			...(isFirst && hasDelegation && !options.delegationByHand
				? [
						[
							'the organization already has a delegation policy, and only one is allowed. Leave it as it is, and add to it what this prints at the end:',
							`  npm run deploy -- --bus ${options.bus ?? 'ARN'} --delegation-by-hand`,
						].join('\n'),
					]
				: []),
		];
		const told = problems.length === 0 ? ['organization: SCPs and StackSets are enabled'] : [];
		return { told, problems };
	},
	() => ({
		what: 'whether SCPs and StackSets are enabled in the organization, and whether it has a delegation policy, of which only one is allowed',
		command:
			'aws organizations list-roots; aws organizations describe-resource-policy; aws cloudformation describe-organizations-access',
	}),
);
