import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { needsCfnLint } from '../support/needs.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../support/synthesize.ts';

/**
 * CDK makes a function depend on its role and on the role's policy; naming the role twice is
 * harmless.
 */
const HARMLESS = ['W3005'];

describe.each([
	['a single account', synthesize(SINGLE)],
	['an organization', synthesize(ORGANIZATION)],
])('the stacks of %s', (_, { stacks, folder }) => {
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
		const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
		expect(templates).toHaveLength(stacks.length);
		const { stdout, status } = spawnSync(
			'cfn-lint',
			['--ignore-checks', ...HARMLESS, '--', ...templates.map((file) => join(folder, file))],
			{ encoding: 'utf8' },
		);
		expect(stdout).toBe('');
		expect(status).toBe(0);
	});
});
