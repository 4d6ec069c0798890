import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// `node cli/tool.mjs test/support/write-deployed-templates.ts cdk.out single-account` keeps the
// templates that a release deploys, for test/infra/upgrades.test.ts. The first argument is the
// output of `cdk synth`, the second `single-account` or `organization`.

const ENDING = '.template.json';
const [assembly = '', kind = ''] = process.argv.slice(2);
if (!/^(single-account|organization)$/.test(kind))
	throw new Error('name the output of cdk synth, and single-account or organization');
const files = readdirSync(assembly).filter((file) => file.endsWith(ENDING));
if (files.length === 0) throw new Error(`${assembly} has no file *${ENDING}`);
const folder = join(import.meta.dirname, '..', 'fixtures', 'deployed-templates', kind);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const file of files) {
	const template: unknown = JSON.parse(readFileSync(join(assembly, file), 'utf8'));
	writeFileSync(join(folder, file), `${JSON.stringify(template)}\n`);
}
