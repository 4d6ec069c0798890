import { type Command, InvalidArgumentError, Option } from 'commander';
import {
	BENCHMARKS,
	type Benchmark,
	type TrustedNetwork,
} from '../../shared/configuration/configuration.ts';
import { FINDING_SEVERITIES, type FindingSeverity } from '../../shared/report/finding-codes.ts';
import { configOption, example, trustOption } from '../options.ts';
import { readWrittenTime, TIME_FORMS, type WrittenTime } from '../written-time.ts';

const FORMATS = ['text', 'csv', 'json', 'html'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** The checked options of `eyes report credentials`. A path is null if it was not given. */
export interface ReportOptions {
	/** Credential reports on disk. If there are none, the account of the credentials is read. */
	readonly paths: readonly string[];
	readonly config: string | null;
	/** Replaces the configured networks where it is not empty. */
	readonly trust: readonly TrustedNetwork[];
	readonly trail: string | null;
	readonly accessKeys: string | null;
	readonly serviceCredentials: string | null;
	readonly previous: string | null;
	readonly at: WrittenTime | null;
	/** Empty: as configured. */
	readonly benchmark: readonly Benchmark[];
	readonly format: ReportFormat;
	readonly failOn: FindingSeverity | null;
}

const REPORTS =
	'credential reports (CSV, or the JSON of `aws iam get-credential-report`), or - for standard ' +
	'input; without one, the account of your AWS credentials is read';

/** Adds `eyes report credentials`. */
export function addReport(program: Command, run: (options: ReportOptions) => Promise<void>): void {
	program
		.command('report')
		.description('credentials: which access keys are old, whose they are, what still uses them')
		.command('credentials')
		.description('report old and unused credentials, with owner and use')
		.argument('[path...]', REPORTS)
		.addOption(configOption())
		.addOption(trustOption())
		.addOption(
			pathOption(
				'--trail <folder>',
				'CloudTrail logs: what each key did; needs key ids (--access-keys)',
			),
		)
		.addOption(pathOption('--access-keys <file>', 'JSON of list-access-keys, by user'))
		.addOption(
			pathOption(
				'--service-credentials <file>',
				'JSON of list-service-specific-credentials --all-users',
			),
		)
		.addOption(pathOption('--previous <file>', 'an earlier report (--format json) to compare with'))
		.addOption(
			new Option('--at <time>', `when a CSV was generated: ${TIME_FORMS}`)
				.argParser(readWrittenTime)
				.default(null, 'now'),
		)
		.addOption(
			new Option(
				'--benchmark <version>',
				`numbers of this CIS benchmark: ${BENCHMARKS.join(', ')}; repeatable`,
			)
				.argParser(addBenchmark)
				.default([], 'the configured ones'),
		)
		.addOption(new Option('--format <format>').choices(FORMATS).default('text'))
		.addOption(
			new Option('--fail-on <severity>', 'exit with 4 if a finding is at least so severe')
				.choices(FINDING_SEVERITIES)
				.default(null, 'never'),
		)
		.addHelpText(
			'after',
			example('report credentials report.json --access-keys keys.json --trail ./AWSLogs'),
		)
		.action((paths: string[], flags: Omit<ReportOptions, 'paths'>) => run({ ...flags, paths }));
}

function pathOption(flags: string, description: string): Option {
	return new Option(flags, description).default(null, 'none');
}

function addBenchmark(text: string, chosen: readonly Benchmark[]): readonly Benchmark[] {
	const wanted = text.split(',').map((version) => version.trim());
	const known = BENCHMARKS.filter((version) => wanted.includes(version));
	if (wanted.some((version) => !known.some((one) => one === version)))
		throw new InvalidArgumentError(`Choose from ${BENCHMARKS.join(', ')}.`);
	return [...new Set([...chosen, ...known])];
}
