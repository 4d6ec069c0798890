import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { checkConfiguration } from '../shared/configuration/check-configuration.ts';
import type {
	Configuration,
	Mode,
	PolicyType,
	TrustedNetwork,
} from '../shared/configuration/configuration.ts';
import {
	CONFIGURATION_FILE,
	NO_CONFIGURATION,
	readConfigurationFile,
} from '../shared/configuration/configuration-file.ts';
import { isObject } from '../shared/record/json-object.ts';
import { ROOT } from './folders.ts';
import { UsageError } from './usage-error.ts';

/** A checked configuration and where it came from. */
export interface LoadedConfiguration {
	readonly configuration: Configuration;
	readonly warnings: readonly string[];
	/** An absolute path; null if `--trust` was enough and there is no file. */
	readonly file: string | null;
}

interface Wanted {
	readonly config: string | null;
	readonly trust: readonly TrustedNetwork[];
	readonly mode?: Mode | null;
	readonly policyType?: PolicyType | null;
	/** `YYYY-MM-DD`. */
	readonly today: string;
	/** Every setting has its default if there is no file. `networks` is then empty. */
	readonly isOptional?: boolean;
}

/**
 * Loads `eyes.config.ts` (or the file named), puts `--trust` in the place of its networks and
 * checks the whole. With `--trust` a first try needs no file. Throws UsageError with every error
 * found.
 */
export async function loadConfiguration(wanted: Wanted): Promise<LoadedConfiguration> {
	const { trust, mode = null, policyType = null, today } = wanted;
	const { input, name, file } = await readInput(wanted);
	const trusting = trust.length > 0 ? withTrust(input, trust) : input;
	const overrides = {
		...(mode === null ? {} : oneMode(mode, input)),
		...(policyType === null ? {} : { policyType }),
	};
	const checked = checkConfiguration(withContainment(trusting, overrides), today);
	if ('configuration' in checked) return { ...checked, file };
	const where = trust.length === 0 ? name : file === null ? '--trust' : `${name} with --trust`;
	throw new UsageError(
		`${where} cannot be used:\n${checked.errors.map((error) => `  ${error}`).join('\n')}`,
	);
}

/** The same for a command that works with AWS: as it is in the file, with the day of today (UTC). */
export function loadToday(config: string | null): Promise<LoadedConfiguration> {
	const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
	return loadConfiguration({ config, trust: [], today });
}

/**
 * One mode for all accounts: `--mode` asks what would have happened with it. The management account
 * is covered if it is covered as configured.
 */
function oneMode(mode: Mode, input: unknown) {
	const { containment } = isObject(input) ? input : {};
	const { managementAccount, modes } = isObject(containment) ? containment : {};
	if (typeof managementAccount !== 'string' || !isObject(modes)) return { mode, modes: {} };
	const own = modes[managementAccount];
	const isCovered = own === 'ask' || own === 'contain';
	const kept = { [managementAccount]: mode === 'observe' ? own : mode };
	return { mode, modes: isCovered ? kept : {} };
}

async function readInput({ config, trust, isOptional = false }: Wanted) {
	const file = config === null ? usualFile([process.cwd(), ROOT]) : resolve(config);
	if (file === null) {
		if (trust.length > 0) return { input: {}, name: CONFIGURATION_FILE, file };
		if (isOptional) return { input: { networks: [] }, name: CONFIGURATION_FILE, file };
		throw new UsageError(
			`${NO_CONFIGURATION}. Commands that read logs also work without it: --trust office=CIDR`,
		);
	}
	const name = config ?? relative('', file);
	const read = await readConfigurationFile(file, name);
	if ('error' in read) throw new UsageError(read.error);
	return { input: read.input, name, file };
}

/** Gives the configuration file in the first of these folders that has one, or null. */
export function usualFile(folders: readonly string[]): string | null {
	return folders.map((folder) => join(folder, CONFIGURATION_FILE)).find(existsSync) ?? null;
}

/** Replaces settings of containment. */
function withContainment(input: unknown, overrides: object): unknown {
	if (!isObject(input) || Object.keys(overrides).length === 0) return input;
	const containment = isObject(input.containment) ? input.containment : {};
	return { ...input, containment: { ...containment, ...overrides } };
}

/** Replaces the networks, and drops exemptions that name a configured network, which is gone. */
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
