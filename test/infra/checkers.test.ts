import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { cfnLint } from '../support/cfn-lint.ts';
import { needsCfnLint } from '../support/needs.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../support/synthesize.ts';

describe.each([
	['a single account', synthesize(SINGLE)],
	['an organization', synthesize(ORGANIZATION)],
])('the stacks of %s', (_, { stacks, templates }) => {
	it.each(stacks.map((stack) => [stack.stackName, stack] as const))(
		'%s satisfies AwsSolutions of cdk-nag',
		(_name, stack) => {
			const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
			const findings = violations.flatMap(({ ruleName, violatingResources }) =>
				violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
			);
			expect(findings).toEqual([]);
		},
	);

	it('are clean for cfn-lint', (context) => {
		needsCfnLint(context);
		expect(Object.keys(templates)).toHaveLength(stacks.length);
		expect(cfnLint(templates)).toEqual({ stdout: '', status: 0 });
	});
});
