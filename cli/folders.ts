import { dirname, join } from 'node:path';

/** The project's folder. */
export const ROOT = dirname(import.meta.dirname);

/**
 * The folder in which the user typed the command: relative paths start there. `npm run` starts a
 * script in the project's folder and leaves the user's folder in INIT_CWD. Where a script of
 * another package starts us, INIT_CWD says nothing about the paths that it passes.
 */
export function userFolder(cwd: string, env: NodeJS.ProcessEnv): string {
	const isOurScript = cwd === ROOT && env.npm_package_json === join(ROOT, 'package.json');
	return isOurScript ? (env.INIT_CWD ?? cwd) : cwd;
}
