import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { CONFIGURATION_FILE } from '../functions/environment.ts';
import type { Configuration } from '../shared/configuration/configuration.ts';

const ROOT = join(import.meta.dirname, '..');

/** A function's folder under functions/, which is also its name in logs and metrics. */
export const FUNCTIONS = ['judge-sign-in', 'contain', 'notify', 'sweep'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** The handler of a function, from anywhere. */
export function entryOf(name: FunctionName): string {
	return join(ROOT, 'functions', name, 'handler.ts');
}

/**
 * One CommonJS file with all that the entry imports. Measured: ESM loads 30 % slower, an SDK outside the bundle 40 %,
 * and without `module` before `main` the file is half as large again. The SDK of the runtime would also change under us.
 */
export function bundleCode(entry: string): string {
	const { outputFiles } = buildSync({ ...optionsFor(entry), write: false });
	return outputFiles[0]?.text ?? '';
}

/** Every file that the bundle of an entry is made of, from the project's root. */
export function bundledFiles(entry: string): string[] {
	const { metafile } = buildSync({ ...optionsFor(entry), write: false, metafile: true });
	return Object.keys(metafile.inputs);
}

function optionsFor(entry: string): BuildOptions {
	return {
		entryPoints: [entry],
		absWorkingDir: ROOT,
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		mainFields: ['module', 'main'],
		// Lambda gives credentials in the environment; the ways of a laptop to get some are a fifth of every bundle.
		alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'infra', 'lambda-credentials.ts') },
		// Korean words, escaped, would take twice the room.
		charset: 'utf8',
		minify: true,
		legalComments: 'none',
		logLevel: 'silent',
	};
}

/** Writes what Lambda unpacks: the code, and the checked configuration beside it. Replaces what was there. */
export function writeBundle(folder: string, code: string, configuration: Configuration): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'index.js'), code);
	writeFileSync(join(folder, CONFIGURATION_FILE), JSON.stringify(configuration));
}
