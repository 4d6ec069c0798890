import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { readAssembly } from './deploy/assembly.ts';
import { resourcesOf } from './deploy/template.ts';
import { temporaryFolder } from './temporary-folder.ts';

const { assemblies, python } = inject('e2e');

/** Gives the templates by name, including those that StackSets contain. */
function templatesIn(folder: string): Map<string, string> {
	const templates = [...readAssembly(folder)].flatMap(([name, { template }]) => [
		[name, JSON.stringify(template)] as const,
		...[...resourcesOf(template).values()]
			.filter(({ type }) => type === 'AWS::CloudFormation::StackSet')
			.map(
				({ properties }) =>
					[String(properties.StackSetName), String(properties.TemplateBody)] as const,
			),
	]);
	return new Map(templates);
}

/**
 * Gives cfn-lint's findings for templates. W3005 is left out, because CDK lets a function depend on
 * its role although it refers to it anyway.
 */
function lint(templates: ReadonlyMap<string, string>): string {
	const { folder, remove } = temporaryFolder('eyes-e2e-lint-');
	try {
		const files = [...templates].map(([name, text]) => {
			const file = join(folder, `${name}.json`);
			writeFileSync(file, text);
			return file;
		});
		const regions = ['--regions', 'us-east-1', 'ap-northeast-2'];
		const options = ['--ignore-checks', 'W3005', '--format', 'parseable', '--template', ...files];
		const { status, stdout, stderr } = spawnSync(
			join(python, 'cfn-lint'),
			[...regions, ...options],
			{
				encoding: 'utf8',
			},
		);
		return status === 0 ? '' : `${stdout}${stderr}`;
	} finally {
		remove();
	}
}

describe('the synthesized templates', () => {
	it('of an organization, StackSets’ own among them, are clean for cfn-lint', () => {
		const templates = templatesIn(assemblies.organization);
		expect(templates.size).toBe(9);
		expect(lint(templates)).toBe('');
	});

	it('of a single account are clean for cfn-lint', () => {
		const templates = templatesIn(assemblies.singleAccount);
		expect(templates.size).toBe(2);
		expect(lint(templates)).toBe('');
	});

	it('are not clean with a property that does not exist', () => {
		const Resources = { Queue: { Type: 'AWS::SQS::Queue', Properties: { NoSuchThing: 1 } } };
		expect(lint(new Map([['wrong', JSON.stringify({ Resources })]]))).toContain('NoSuchThing');
	});
});
