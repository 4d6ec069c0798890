import { partOf } from '../../deploy/part.ts';
import { standingOf, stateLine } from '../../operate/stack-state.ts';
import { type Check, differs, ok } from '../look.ts';

/** Each stack of the account must be whole; the others are instances of StackSets. */
export const checkStacks: Check = {
	places: ['single-account', 'management', 'hub'],
	byHand: "aws cloudformation describe-stacks --query 'Stacks[].[StackName,StackStatus]'",
	ask: async ({ configuration, caller, deploy }) => {
		const { stacks } = partOf(configuration, caller.account, deploy.organizationsRegion);
		return Promise.all(
			stacks.map(async ({ stack, region }) => {
				const state = await deploy.stacks.state(stack, region);
				if (state === null) return differs(`${region} has no stack ${stack}`, 'npm run deploy');
				const says = stateLine(state);
				return standingOf(state) === 'there'
					? ok(says)
					: differs(says, 'npm run deploy says what failed, and what helps');
			}),
		);
	},
};
