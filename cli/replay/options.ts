import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { TrustedNetwork } from '../../shared/configuration/configuration.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import { DISPOSITIONS, type Disposition } from '../../shared/verdict/verdict.ts';
import { UsageError } from '../usage-error.ts';

export const FORMATS = ['text', 'jsonl', 'slack'] as const;
export type Format = (typeof FORMATS)[number];

/** What `eyes replay` was asked for, checked. Times are milliseconds, `until` is exclusive. */
export interface ReplayOptions {
	readonly paths: readonly string[];
	readonly config: string | null;
	/** Replaces the configured networks where it is not empty. */
	readonly trust: readonly TrustedNetwork[];
	readonly format: Format;
	readonly only: ReadonlySet<Disposition>;
	readonly since: number;
	readonly until: number;
	readonly workers: number;
}

export const REPLAY_USAGE = `eyes replay PATH…      read CloudTrail logs and say what eyes-system would have said

  PATH                 a file, a folder (searched through), or - for standard input
  --config FILE        configuration (default: eyes.config.ts in this folder)
  --trust [NAME=]CIDR  a trusted network; repeatable; replaces the configured networks
  --format FORMAT      text (default), jsonl (one line per record), slack (one message per case)
  --only LIST          of ${DISPOSITIONS.join(', ')}; comma-separated
  --since TIME         from this time on, like 2026-03-03 or 2026-03-03T09:00:00+09:00
  --until TIME         before this time
  --workers N          threads that read files (default: the cores)
`;

/** Reads the arguments behind `replay`; throws UsageError with a sentence that says what to write instead. */
export function readReplayOptions(args: readonly string[]): ReplayOptions {
	const { values, positionals } = parse(args);
	if (positionals.length === 0) throw new UsageError(`replay needs a PATH.\n\n${REPLAY_USAGE}`);
	return {
		paths: positionals,
		config: values.config ?? null,
		trust: readTrust(values.trust ?? []),
		format: oneOf(FORMATS, values.format ?? 'text', '--format'),
		only: readOnly(values.only),
		since: readTime(values.since, '--since') ?? Number.NEGATIVE_INFINITY,
		until: readTime(values.until, '--until') ?? Number.POSITIVE_INFINITY,
		workers: readWorkers(values.workers),
	};
}

function parse(args: readonly string[]) {
	const text = { type: 'string' } as const;
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				config: text,
				trust: { type: 'string', multiple: true },
				format: text,
				only: text,
				since: text,
				until: text,
				workers: text,
			},
		});
	} catch (error) {
		// parseArgs throws TypeErrors whose messages name the option; anything else is a fault of ours.
		if (error instanceof TypeError) throw new UsageError(`${error.message}\n\n${REPLAY_USAGE}`);
		throw error;
	}
}

/** `NAME=CIDR` or `CIDR`, which is its own name; CIDRs of one name are one network. Checked with the configuration. */
function readTrust(texts: readonly string[]): TrustedNetwork[] {
	const byName = new Map<string, string[]>();
	for (const text of texts) {
		const at = text.indexOf('=');
		const cidr = text.slice(at + 1).trim();
		const name = (at < 0 ? text : text.slice(0, at)).trim();
		if (name === '' || cidr === '') throw new UsageError(`--trust ${text}: write NAME=CIDR or CIDR`);
		byName.set(name, [...(byName.get(name) ?? []), cidr]);
	}
	return [...byName].map(([name, cidrs]) => ({ name, cidrs, vpcEndpoints: [] }));
}

function readOnly(text: string | undefined): ReadonlySet<Disposition> {
	if (text === undefined) return new Set(DISPOSITIONS);
	return new Set(text.split(',').map((word) => oneOf(DISPOSITIONS, word.trim(), '--only')));
}

function oneOf<T extends string>(words: readonly T[], word: string, option: string): T {
	const found = words.find((one) => one === word);
	if (found === undefined) throw new UsageError(`${option} ${word}: choose from ${words.join(', ')}`);
	return found;
}

function readTime(text: string | undefined, option: string): number | null {
	if (text === undefined) return null;
	const time = readInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
	if (time !== null) return time;
	throw new UsageError(`${option} ${text}: write a time like 2026-03-03 (UTC) or 2026-03-03T09:00:00+09:00`);
}

function readWorkers(text: string | undefined): number {
	if (text === undefined) return availableParallelism();
	const workers = Number(text);
	if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
	throw new UsageError(`--workers ${text}: write a whole number from 1 to 256`);
}
