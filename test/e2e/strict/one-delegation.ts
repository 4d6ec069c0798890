import { resourcesOf } from '../deploy/template.ts';
import type { StrictRule } from './rule.ts';

const TYPE = 'AWS::Organizations::ResourcePolicy';

/**
 * A second delegation policy: an organization has at most one.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate.html
 */
export const oneDelegation: StrictRule = async ({ cloud, template, before }) => {
	const own = [...resourcesOf(template)].filter(([, { type }]) => type === TYPE);
	const others = [...cloud.stacks.values()].filter((stack) => stack !== before);
	const isThere = others.some((stack) =>
		[...resourcesOf(stack.template).values()].some(({ type }) => type === TYPE),
	);
	return own
		.filter((_, at) => isThere || at > 0)
		.map(([logicalId]) => ({
			logicalId,
			reason: 'the organization already has a resource policy',
		}));
};
