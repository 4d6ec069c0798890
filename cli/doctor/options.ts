import type { Command } from 'commander';
import { configOption, example } from '../options.ts';

export interface DoctorOptions {
	/** The file of the configuration; null means the default file. */
	readonly config: string | null;
}

/** Adds `eyes doctor`. */
export function addDoctor(program: Command, run: (options: DoctorOptions) => Promise<void>): void {
	program
		.command('doctor')
		.description('check in each watched Region of this account that our rules have room')
		.addOption(configOption())
		.addHelpText('after', example('doctor'))
		.action((options: DoctorOptions) => run(options));
}
