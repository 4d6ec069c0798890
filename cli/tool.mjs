// `node cli/tool.mjs vitest run` runs the project's own vitest under Node 24, and installs what is
// missing first. `node cli/tool.mjs bench/replay.ts` runs that script in the same way.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, runNode24 } from './node-24.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PACKAGE_OF = { tsc: 'typescript', biome: '@biomejs/biome', cdk: 'aws-cdk' };

/** The script that a package names for its command, from the project's root. */
function commandOf(tool) {
	const folder = join('node_modules', PACKAGE_OF[tool] ?? tool);
	const { bin } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
	return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}

ensureInstalled();
const [tool = '', ...args] = process.argv.slice(2);
runNode24([tool.endsWith('.ts') ? tool : commandOf(tool), ...args]);
