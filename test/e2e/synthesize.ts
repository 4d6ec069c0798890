import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Runs the app as `cdk synth` does, with a configuration file in this folder and these variables.
 */
export async function synthesize(
	variables: Readonly<Record<string, string>>,
	config = 'eyes.config.ts',
): Promise<TemporaryFolder> {
	const { folder, remove } = temporaryFolder('eyes-e2e-cdk-');
	const child = spawn(process.execPath, ['infra/app.ts'], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			...process.env,
			CDK_OUTDIR: folder,
			CDK_CONTEXT_JSON: JSON.stringify({ config: `test/e2e/${config}` }),
			...variables,
		},
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
	}
	const [code] = await once(child, 'close');
	if (code === 0) return { folder, remove };
	remove();
	throw new Error(`the app cannot be synthesized (${code}):\n${said}`);
}
