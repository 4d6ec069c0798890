import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/** The modules of the script, each after those that it imports. */
const MODULES = [
	...['axis', 'elements', 'lanes', 'state', 'card', 'marks', 'tip', 'time-line', 'table', 'main'],
];

/**
 * The script of the page as one text. The modules are joined, so that nothing is loaded: their
 * types, imports and exports are left out, and each name exists once in all of them.
 */
export function pageScript(): string {
	return MODULES.map(plainModule).join('\n');
}

function plainModule(name: string): string {
	const text = readFileSync(join(import.meta.dirname, 'browser', `${name}.ts`), 'utf8');
	return stripTypeScriptTypes(text)
		.replaceAll(/^import [^;]*;\n/gm, '')
		.replaceAll(/^export /gm, '')
		.replaceAll(/[ \t]+$/gm, '');
}
