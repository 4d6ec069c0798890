import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const ADAPTERS = join(ROOT, 'cli/deploy/aws');
/** Imported by two names, because IAM and Organizations have an action of the same name. */
const RENAMED: Readonly<Record<string, string>> = { DeleteScp: 'DeletePolicy' };

it('the page names every right with which the deployer changes something without the CDK', () => {
	const [, page = ''] = readFileSync(join(ROOT, 'docs/upgrading.md'), 'utf8').split(
		'## Who may deploy',
	);
	const [table = ''] = page.split('\n## ');
	const sources = readdirSync(ADAPTERS).map((name) => readFileSync(join(ADAPTERS, name), 'utf8'));
	const actions = [...sources.join('').matchAll(/new (\w+)Command\(/g)]
		.map(([, name = '']) => RENAMED[name] ?? name)
		.filter((name) => !/^(Describe|Get|List)/.test(name));
	expect(actions).toContain('AttachPolicy');
	for (const action of actions) expect(table).toMatch(new RegExp(`\\b${action}\\b`));
});
