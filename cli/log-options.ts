import { availableParallelism } from 'node:os';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { MODES, type Mode, type TrustedNetwork } from '../shared/configuration/configuration.ts';
import { readInstant } from '../shared/sign-in/instant.ts';
import { inUsageWords } from './in-usage-words.ts';
import { UsageError } from './usage-error.ts';

/** What every command that reads logs can be asked for. */
export interface LogOptions {
	readonly paths: readonly string[];
	readonly config: string | null;
	/** Replaces the configured networks where it is not empty. */
	readonly trust: readonly TrustedNetwork[];
	/** Replaces the configured modes of containment, or null. */
	readonly mode: Mode | null;
	readonly workers: number;
}

export const LOG_USAGE = `  PATH                 a file, a folder (searched through), or - for standard input
  --config FILE        configuration (default: eyes.config.ts in this folder)
  --trust [NAME=]CIDR  a trusted network; repeatable; replaces the configured networks
  --mode MODE          of containment: ${MODES.join(', ')}; replaces the configured ones
  --workers N          threads that read files (default: the cores)
`;

const TEXT = { type: 'string' } as const;
const OPTIONS = {
	config: TEXT,
	trust: { type: 'string', multiple: true },
	mode: TEXT,
	workers: TEXT,
} as const;

/** The options of one command as text, beside those that all commands on logs have. */
export interface ParsedLogOptions {
	readonly log: LogOptions;
	readonly own: Readonly<Record<string, string | undefined>>;
}

/** Reads the arguments of a command whose own options are the names given; throws UsageError with what to write. */
export function readLogOptions(
	args: readonly string[],
	names: readonly string[],
	usage: string,
): ParsedLogOptions {
	const { values, positionals } = parse(args, names, usage);
	if (positionals.length === 0) throw new UsageError(`a PATH is missing.\n\n${usage}`);
	const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
	const mode = text('mode');
	return {
		log: {
			paths: positionals,
			config: text('config') ?? null,
			trust: readTrust(Array.isArray(values.trust) ? values.trust.map(String) : []),
			mode: mode === undefined ? null : oneOf(MODES, mode, '--mode'),
			workers: readWorkers(text('workers')),
		},
		own: Object.fromEntries(names.map((name) => [name, text(name)])),
	};
}

function parse(args: readonly string[], names: readonly string[], usage: string) {
	const own = Object.fromEntries(names.map((name) => [name, TEXT]));
	const options: ParseArgsOptionsConfig = { ...OPTIONS, ...own };
	return inUsageWords(usage, () => parseArgs({ args: [...args], allowPositionals: true, options }));
}

/** `NAME=CIDR` or `CIDR`, which is its own name; CIDRs of one name are one network. Checked with the configuration. */
function readTrust(texts: readonly string[]): TrustedNetwork[] {
	const byName = new Map<string, string[]>();
	for (const text of texts) {
		const at = text.indexOf('=');
		const cidr = text.slice(at + 1).trim();
		const name = (at < 0 ? text : text.slice(0, at)).trim();
		if (name === '' || cidr === '')
			throw new UsageError(`--trust ${text}: write NAME=CIDR or CIDR`);
		byName.set(name, [...(byName.get(name) ?? []), cidr]);
	}
	return [...byName].map(([name, cidrs]) => ({ name, cidrs, vpcEndpoints: [] }));
}

/** The word if it is one of these; else a UsageError that lists them. */
export function oneOf<T extends string>(words: readonly T[], word: string, option: string): T {
	const found = words.find((one) => one === word);
	if (found === undefined)
		throw new UsageError(`${option} ${word}: choose from ${words.join(', ')}`);
	return found;
}

/** A day (UTC) or a time, as milliseconds; null where nothing was written. */
export function readTime(text: string | undefined, option: string): number | null {
	if (text === undefined) return null;
	const time = readInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
	if (time !== null) return time;
	throw new UsageError(
		`${option} ${text}: write a time like 2026-03-03 (UTC) or 2026-03-03T09:00:00+09:00`,
	);
}

function readWorkers(text: string | undefined): number {
	if (text === undefined) return availableParallelism();
	const workers = Number(text);
	if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
	throw new UsageError(`--workers ${text}: write a whole number from 1 to 256`);
}
