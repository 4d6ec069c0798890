import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../folders.ts';

/**
 * Runs the project's own CDK, whose version reads what the project's library writes, under the Node
 * that runs this. Gives its exit code; Ctrl-C goes to it. `file`: the configuration that was checked,
 * an absolute path.
 */
export function runCdk(args: readonly string[], file: string | null): Promise<number> {
	return new Promise((done, fail) => {
		const command = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
		const child = spawn(process.execPath, [command, ...args, ...configuredBy(file)], {
			cwd: ROOT,
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

/** The CDK's app looks for another one by itself. */
function configuredBy(file: string | null): string[] {
	return file === null ? [] : ['--context', `config=${file}`];
}
