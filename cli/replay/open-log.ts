import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { MemoryOwnAccounts } from '../../shared/history/memory-own-accounts.ts';
import type { Refusal } from '../../shared/record/record.ts';
import { type HubSettings, hubSettings } from '../../shared/verdict/own-settings.ts';
import { loadConfiguration } from '../load-configuration.ts';
import type { LogOptions } from '../options.ts';
import { say } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { collectSignIns } from './collect-sign-ins.ts';
import { findFiles } from './find-files.ts';
import type { Place } from './judge-log.ts';
import type { UsedPlace } from './key-places.ts';
import { Progress } from './progress.ts';
import type { SortedSignIns } from './sorted-sign-ins.ts';
import type { Summary } from './summary.ts';
import { count } from './tally.ts';

/** A log that exists: its files, and the configuration to judge it by. */
export interface OpenLog {
	readonly configuration: Configuration;
	readonly files: readonly string[];
	/** The line on the terminal that says how far reading and judging are. */
	readonly progress: Progress;
	/**
	 * Reads every file once. Sign-ins after `until` are left out; what cannot be read is passed to
	 * `refused`.
	 */
	read(until: number, refused: (place: Place, refusal: Refusal) => Promise<void>): Promise<ReadLog>;
}

/** All sign-ins of a log in the order of judging, with what judging needs. */
export interface ReadLog {
	readonly signIns: SortedSignIns;
	readonly settings: HubSettings;
	readonly accounts: MemoryOwnAccounts;
	readonly keyPlaces: readonly UsedPlace[];
}

/** Loads the configuration and finds the files. Throws a UsageError if either is not possible. */
export async function openLog(options: LogOptions, summary: Summary): Promise<OpenLog> {
	const today = new Date().toISOString().slice(0, 10);
	const { configuration, warnings } = await loadConfiguration({ ...options, today });
	for (const warning of warnings) say(`warning: ${warning}`);
	const found = findFiles(options.paths);
	if (found.kind === 'missing') throw new UsageError(`${found.path}: no such file or folder`);
	for (const [kind, number] of found.skipped) {
		count(summary.others, kind, number);
		summary.skippedFiles += number;
	}
	summary.coverage.timeZone = configuration.timeZone;
	summary.uses.settings = configuration.use;
	const { files } = found;
	const progress = new Progress(process.stderr, summary);
	return {
		configuration,
		files,
		progress,
		async read(until, refused) {
			const { networks, use } = configuration;
			const { signIns, accounts, keyPlaces } = await collectSignIns({
				...{ files, workers: options.workers, settings: { networks, use } },
				...{ until, summary, progress, refused },
			});
			const hubAccount = hubAccountOf(configuration, accounts.accounts);
			const settings = hubSettings(configuration, hubAccount);
			return { signIns, settings, accounts, keyPlaces };
		},
	};
}

/**
 * Gives the account whose function roles are ours; null if neither the configuration nor the log
 * tells it.
 */
function hubAccountOf({ deployment }: Configuration, accounts: ReadonlySet<string>): string | null {
	if (deployment.organization !== null) return deployment.organization.hubAccount;
	const [only] = accounts;
	return accounts.size === 1 ? (only ?? null) : null;
}
