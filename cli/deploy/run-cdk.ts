import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs the project's own CDK, whose version fits the project's CDK library, with the Node that runs
 * this. Gives its exit code and passes Ctrl-C on to it. `config` is the configuration that was
 * checked, null for eyes.config.ts.
 */
export function runCdk(args: readonly string[], config: string | null): Promise<number> {
	return new Promise((done, fail) => {
		const command = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
		const child = spawn(process.execPath, [command, ...args, ...configuredBy(config)], {
			cwd: root,
			stdio: 'inherit',
		});
		const pass = (signal: NodeJS.Signals) => child.kill(signal);
		process.on('SIGINT', pass).on('SIGTERM', pass);
		child.on('error', fail).on('exit', (code) => {
			process.off('SIGINT', pass).off('SIGTERM', pass);
			done(code ?? 1);
		});
	});
}

/** The CDK runs in the project's folder, and this command may run in another one. */
function configuredBy(config: string | null): string[] {
	const file = resolve(config ?? 'eyes.config.ts');
	return file === join(root, 'eyes.config.ts') ? [] : ['--context', `config=${file}`];
}
