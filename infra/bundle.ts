import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { CONFIGURATION_FILE } from '../functions/environment.ts';
import type { Configuration } from '../shared/configuration/configuration.ts';

const ROOT = join(import.meta.dirname, '..');

/** The folder of each function under functions/, which is also its name in logs and metrics. */
export const FUNCTIONS = [
	'judge-sign-in',
	'judge-credential-use',
	'contain',
	'notify',
	'reconcile',
	'report-credentials',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Gives the absolute path of a function's handler. */
export function entryOf(name: FunctionName): string {
	return join(ROOT, 'functions', name, 'handler.ts');
}

let built: ReadonlyMap<string, string> | undefined;

/**
 * Bundles a function once in a process, also if several stacks use it: all functions in one build,
 * which reads what they share only once.
 */
export function codeOf(name: FunctionName): string {
	built ??= bundleAll(Object.fromEntries(FUNCTIONS.map((one) => [one, entryOf(one)])));
	return built.get(name) ?? '';
}

/** Bundles an entry with everything that it imports into one CommonJS file. */
export function bundleCode(entry: string): string {
	return bundleAll({ index: entry }).get('index') ?? '';
}

function bundleAll(entries: Readonly<Record<string, string>>): Map<string, string> {
	const { outputFiles } = buildSync({ ...OPTIONS, entryPoints: { ...entries }, write: false });
	return new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), text]));
}

/** Every file that the bundle of an entry is made of, from the project's root. */
export function bundledFiles(entry: string): string[] {
	const { metafile } = buildSync({
		...OPTIONS,
		entryPoints: [entry],
		write: false,
		metafile: true,
	});
	return Object.keys(metafile.inputs);
}

/**
 * Measured: ESM loads 30 % slower, an SDK outside of the bundle 40 %, and without `module` before
 * `main` the file is half as large again. The SDK of the runtime would also change without us
 * noticing.
 */
const OPTIONS = {
	absWorkingDir: ROOT,
	// Only the names of the files count, because nothing is written.
	outdir: ROOT,
	bundle: true,
	platform: 'node',
	target: 'node24',
	format: 'cjs',
	mainFields: ['module', 'main'],
	// Lambda gives credentials in the environment. The code for other sources of credentials
	// would be a fifth of every bundle.
	alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'infra', 'lambda-credentials.ts') },
	// Escaped Korean words would take twice the space.
	charset: 'utf8',
	minify: true,
	legalComments: 'none',
	logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Writes what Lambda unpacks: the code, with the checked configuration beside it. Existing files
 * are replaced.
 */
export function writeBundle(folder: string, code: string, configuration: Configuration): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'index.js'), code);
	writeFileSync(join(folder, CONFIGURATION_FILE), JSON.stringify(configuration));
}
