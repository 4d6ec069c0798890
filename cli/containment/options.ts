import { type Command, Option } from 'commander';
import { addLogOptions, example, type LogOptions, readAccount } from '../options.ts';
import { PATHS } from '../replay/options.ts';
import { readWrittenTime, TIME_FORMS, type WrittenTime } from '../written-time.ts';

/** The checked options of `eyes containment render`. */
export interface RenderOptions extends LogOptions {
	readonly account: string | null;
	readonly at: WrittenTime | null;
}

/** Adds `eyes containment render`. */
export function addRender(program: Command, run: (options: RenderOptions) => Promise<void>): void {
	const command = program
		.command('containment')
		.description('render prints the deny document that logs would have produced')
		.command('render')
		.description('print the deny document that logs would have produced')
		.argument('<path...>', PATHS);
	addLogOptions(command)
		.addOption(
			new Option('--account <id>', "the document of this account's policy; iam needs it")
				.argParser(readAccount)
				.default(null, 'none'),
		)
		.addOption(
			new Option('--at <time>', `as it stood at this time: ${TIME_FORMS}`)
				.argParser(readWrittenTime)
				.default(null, 'that of the last sign-in'),
		)
		.addHelpText('after', example('containment render ./AWSLogs --mode contain --policy-type scp'))
		.action((paths: string[], flags: Omit<RenderOptions, 'paths'>) => run({ ...flags, paths }));
}
