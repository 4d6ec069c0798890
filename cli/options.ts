import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
	MODES,
	type Mode,
	POLICY_TYPES,
	type PolicyType,
	type TrustedNetwork,
} from '../shared/configuration/configuration.ts';
import { commandLine } from '../shared/notification/card/commands.ts';

/** The options of every command that reads logs. */
export interface LogOptions {
	readonly paths: readonly string[];
	readonly config: string | null;
	/** Replaces the configured networks where it is not empty. */
	readonly trust: readonly TrustedNetwork[];
	/** Replaces the configured modes of containment, or null. */
	readonly mode: Mode | null;
	/** Replaces the configured policy type, or null. */
	readonly policyType: PolicyType | null;
	readonly workers: number;
}

/** Adds the options of LogOptions; the paths are arguments. */
export function addLogOptions(command: Command, config = configOption()): Command {
	return command
		.addOption(config)
		.addOption(trustOption())
		.addOption(modeOption())
		.addOption(policyTypeOption())
		.addOption(
			new Option('--workers <n>', 'threads that read files')
				.argParser(readWorkers)
				.default(availableParallelism(), 'the cores'),
		);
}

/** `--config FILE`; null stands for the file that `loadConfiguration` looks for. */
export function configOption(): Option {
	const usual = "eyes.config.ts in this folder, else in the project's";
	return new Option('--config <file>', 'the configuration').default(null, usual);
}

/** `--trust NETWORK`; the values are collected in a list of networks. */
export function trustOption(): Option {
	return new Option('--trust <network>', 'a trusted network, CIDR or NAME=CIDR; repeatable')
		.argParser(addTrusted)
		.default([], 'the configured networks');
}

function modeOption(): Option {
	return new Option('--mode <mode>', 'mode of containment in every account')
		.choices(MODES)
		.default(null, 'the configured modes');
}

function policyTypeOption(): Option {
	return new Option('--policy-type <type>', 'scp: of the organization; iam: of each account')
		.choices(POLICY_TYPES)
		.default(null, 'the configured one');
}

/**
 * Adds a trusted network. CIDRs with the same name form one network, and a CIDR without a name is
 * its own name. The check of the configuration validates them.
 */
function addTrusted(text: string, networks: readonly TrustedNetwork[]): readonly TrustedNetwork[] {
	const at = text.indexOf('=');
	const cidr = text.slice(at + 1).trim();
	const name = (at < 0 ? text : text.slice(0, at)).trim();
	if (name === '' || cidr === '') throw new InvalidArgumentError('Write NAME=CIDR or CIDR.');
	if (!networks.some((network) => network.name === name))
		return [...networks, { name, cidrs: [cidr], vpcEndpoints: [] }];
	return networks.map((network) =>
		network.name === name ? { ...network, cidrs: [...network.cidrs, cidr] } : network,
	);
}

function readWorkers(text: string): number {
	const workers = Number(text);
	if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
	throw new InvalidArgumentError('Write a whole number from 1 to 256.');
}

/** Reads the value of `--account ID`. */
export function readAccount(text: string): string {
	if (/^\d{12}$/.test(text)) return text;
	throw new InvalidArgumentError('Write the 12 digits of the account id.');
}

/** Makes the last lines of a command's help. */
export function example(line: string): string {
	return `\nExample:\n  ${commandLine(line)}`;
}
