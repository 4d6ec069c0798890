import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../..');

/** The arguments of a command that reads the sample day with its configuration. */
export const SAMPLE_DAY = ['cli/sample-day/AWSLogs', '--config', 'cli/sample-day/eyes.config.ts'];

export interface Run {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/**
 * The environment without INIT_CWD, by which npm tells scripts the user's folder: the tests run in
 * the project's folder.
 */
export const HERE = { ...process.env, INIT_CWD: undefined };

/** Runs `eyes` as a user does, in the project's folder. */
export function eyes(
	args: readonly string[],
	input = '',
	env: NodeJS.ProcessEnv = {},
): Promise<Run> {
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, ['cli/eyes.ts', ...args], {
			...{ cwd: root, env: { ...HERE, ...env } },
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text) => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text) => {
			stderr += text;
		});
		child.on('error', fail).on('close', (code) => done({ code, stdout, stderr }));
		child.stdin.end(input);
	});
}
