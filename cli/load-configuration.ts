import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkConfiguration } from '../shared/configuration/check-configuration.ts';
import type { Configuration, Mode, TrustedNetwork } from '../shared/configuration/configuration.ts';
import { isObject } from '../shared/record/json-object.ts';
import { UsageError } from './usage-error.ts';

const DEFAULT_FILE = 'eyes.config.ts';

export interface LoadedConfiguration {
	readonly configuration: Configuration;
	readonly warnings: readonly string[];
}

interface Wanted {
	readonly config: string | null;
	readonly trust: readonly TrustedNetwork[];
	readonly mode: Mode | null;
	/** `YYYY-MM-DD`. */
	readonly today: string;
}

/**
 * Loads `eyes.config.ts` (or the file named), puts `--trust` in the place of its networks and checks the whole. With
 * `--trust` a first try needs no file. Throws UsageError with every error found.
 */
export async function loadConfiguration({
	config,
	trust,
	mode,
	today,
}: Wanted): Promise<LoadedConfiguration> {
	const file = config ?? DEFAULT_FILE;
	const path = resolve(file);
	if (!existsSync(path) && (config !== null || trust.length === 0)) {
		throw new UsageError(
			`${file}: no such file. Write one (see docs/configuration.md); replay does without one, too: --trust office=CIDR`,
		);
	}
	const input = existsSync(path) ? await importDefault(path, file) : {};
	const trusting = trust.length > 0 ? withTrust(input, trust) : input;
	const checked = checkConfiguration(mode === null ? trusting : withMode(trusting, mode), today);
	if ('configuration' in checked) return checked;
	const where = trust.length > 0 ? `${file} with --trust` : file;
	throw new UsageError(
		`${where} cannot be used:\n${checked.errors.map((error) => `  ${error}`).join('\n')}`,
	);
}

/** `--mode` says what would have happened with one mode everywhere. */
function withMode(input: unknown, mode: Mode): unknown {
	if (!isObject(input)) return input;
	const containment = isObject(input.containment) ? input.containment : {};
	return { ...input, containment: { ...containment, mode, modes: {} } };
}

/** Exemptions for a configured network mean nothing once the networks are others. */
function withTrust(input: unknown, networks: readonly TrustedNetwork[]): unknown {
	if (!isObject(input)) return input;
	const { exemptions } = input;
	if (!Array.isArray(exemptions)) return { ...input, networks };
	return {
		...input,
		networks,
		exemptions: exemptions.filter(
			(exemption) => !isObject(exemption) || typeof exemption.network !== 'string',
		),
	};
}

async function importDefault(path: string, file: string): Promise<unknown> {
	try {
		const module: unknown = await import(pathToFileURL(path).href);
		if (isObject(module) && 'default' in module) return module.default;
	} catch (error) {
		throw new UsageError(
			`${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
			{
				cause: error,
			},
		);
	}
	throw new UsageError(`${file} has no default export; write: export default defineConfig({ … })`);
}
