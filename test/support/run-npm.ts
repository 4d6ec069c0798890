import { spawnSync } from 'node:child_process';
import type { Run } from './run-eyes.ts';

/** The environment of a shell: without what npm tells a script that it runs, as it runs this one. */
export function shellEnvironment(): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
	return Object.fromEntries(inherited);
}

/** Runs the machine's npm in a folder, as somebody types it there. */
export function npm(folder: string, ...args: readonly string[]): Run {
	const { status, stdout, stderr } = spawnSync('npm', args, {
		cwd: folder,
		env: shellEnvironment(),
		encoding: 'utf8',
	});
	return { code: status, stdout, stderr };
}
