import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { LOCALES, type Locale } from '../../shared/configuration/configuration.ts';
import {
	DISPOSITIONS,
	type Disposition,
	SEVERITIES,
	type Severity,
} from '../../shared/verdict/verdict.ts';
import { ROOT } from '../folders.ts';
import { addLogOptions, configOption, example, type LogOptions } from '../options.ts';
import { readWrittenTime, TIME_FORMS, type WrittenTime } from '../written-time.ts';

const FORMATS = ['text', 'jsonl', 'slack', 'html'] as const;

/** The checked options of `eyes replay`. `until` is exclusive. */
export interface ReplayOptions extends LogOptions {
	readonly format: (typeof FORMATS)[number];
	readonly only: ReadonlySet<Disposition>;
	readonly since: WrittenTime | null;
	readonly until: WrittenTime | null;
	/** Only cases and lines that are at least so severe; null for all. */
	readonly severity: Severity | null;
	/** The language of the messages in place of the configured one, or null. */
	readonly locale: Locale | null;
	/** True if only the summary is wanted. */
	readonly summary: boolean;
}

type Flags = Omit<ReplayOptions, 'paths'>;
type Run = (options: ReplayOptions) => Promise<void>;

/** Describes the paths for every command that reads logs. */
export const PATHS = 'files, folders (searched through), or - for standard input';

export function addReplay(program: Command, run: Run): void {
	const command = program
		.command('replay')
		.description('judge CloudTrail logs, and print what eyes-system would have posted')
		.argument('<path...>', PATHS);
	addFilters(addLogOptions(command))
		.addHelpText('after', example('replay ./AWSLogs --trust office=203.0.113.0/24'))
		.action((paths: string[], flags: Flags) => run({ ...flags, paths }));
}

/**
 * Adds `eyes sample-day`: the day that comes with the repository is judged with its own
 * configuration.
 */
export function addSampleDay(program: Command, run: Run): void {
	const folder = join(ROOT, 'cli', 'sample-day');
	const config = configOption().default(join(folder, 'eyes.config.ts'), "the sample company's");
	const command = program
		.command('sample-day')
		.description('replay the day that comes with the repository');
	addFilters(addLogOptions(command, config))
		.addHelpText('after', example('sample-day --only alert'))
		.action((flags: Flags) => run({ ...flags, paths: [join(folder, 'AWSLogs')] }));
}

function addFilters(command: Command): Command {
	return command
		.addOption(
			new Option(
				'--format <format>',
				'text: a card for each case; jsonl: a line for each record; slack: a message for each case; html: one page for a browser',
			)
				.choices(FORMATS)
				.default('text'),
		)
		.addOption(
			new Option('--only <list>', `only these of ${DISPOSITIONS.join(', ')}; comma-separated`)
				.argParser(readOnly)
				.default(new Set(DISPOSITIONS), 'all'),
		)
		.addOption(
			new Option('--severity <level>', 'only cases that are at least so severe')
				.choices(SEVERITIES)
				.default(null, 'all'),
		)
		.addOption(timeOption('--since <time>', `from this time on: ${TIME_FORMS}`))
		.addOption(timeOption('--until <time>', 'before this time, in the same form'))
		.addOption(
			new Option('--locale <locale>', 'language of the messages')
				.choices(LOCALES)
				.default(null, 'the configured one'),
		)
		.addOption(new Option('--summary', 'print only the summary').default(false, 'cards too'));
}

function timeOption(flags: string, description: string): Option {
	return new Option(flags, description).argParser(readWrittenTime).default(null, 'all times');
}

function readOnly(text: string): ReadonlySet<Disposition> {
	const words = text.split(',').map((word) => word.trim());
	const wanted = DISPOSITIONS.filter((disposition) => words.includes(disposition));
	if (words.every((word) => wanted.some((disposition) => disposition === word)))
		return new Set(wanted);
	throw new InvalidArgumentError(`Choose from ${DISPOSITIONS.join(', ')}.`);
}
