import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOYED_TEMPLATES, deployedToday, KINDS, TEMPLATE_ENDING } from './upgrade-templates.ts';

// `node cli/tool.mjs test/support/write-deployed-templates.ts organization` keeps the templates of
// a release, for test/infra/upgrades.test.ts.

const [kind = ''] = process.argv.slice(2);
if (!KINDS.includes(kind)) throw new Error(`name the kind of deployment: ${KINDS.join(' or ')}`);
const folder = join(DEPLOYED_TEMPLATES, kind);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [stack, template] of Object.entries(deployedToday(kind)))
	writeFileSync(join(folder, `${stack}${TEMPLATE_ENDING}`), `${JSON.stringify(template)}\n`);
