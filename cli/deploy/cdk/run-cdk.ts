import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../folders.ts';

interface Run {
	/** The absolute path of the configuration that was checked; null means the default file. */
	readonly file: string | null;
	readonly isHidden: boolean;
}

/**
 * Runs the project's own CDK, whose version fits the project's CDK library, with the Node that runs
 * this. Gives its exit code and passes Ctrl-C on to it.
 */
export function runCdk(args: readonly string[], { file, isHidden }: Run): Promise<number> {
	return new Promise((done, fail) => {
		const command = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
		const child = spawn(process.execPath, [command, ...args, ...configuredBy(file)], {
			cwd: ROOT,
			stdio: isHidden ? 'ignore' : 'inherit',
		});
		const pass = (signal: NodeJS.Signals) => child.kill(signal);
		process.on('SIGINT', pass).on('SIGTERM', pass);
		child.on('error', fail).on('exit', (code) => {
			process.off('SIGINT', pass).off('SIGTERM', pass);
			done(code ?? 1);
		});
	});
}

/** Without this, the CDK's app looks for a configuration itself. */
function configuredBy(file: string | null): string[] {
	return file === null ? [] : ['--context', `config=${file}`];
}
