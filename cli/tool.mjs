// `node cli/tool.mjs vitest run` = the project's own vitest, under Node 24, installed first if need be.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, runNode24 } from './node-24.mjs';

const PACKAGE_OF = { tsc: 'typescript', biome: '@biomejs/biome' };

ensureInstalled();
const [tool = '', ...args] = process.argv.slice(2);
const folder = join('node_modules', PACKAGE_OF[tool] ?? tool);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { bin } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
runNode24([join(folder, typeof bin === 'string' ? bin : bin[tool]), ...args]);
