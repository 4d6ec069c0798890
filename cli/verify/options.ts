import { type Command, Option } from 'commander';
import { configOption, example } from '../options.ts';

export interface VerifyOptions {
	/** The file of the configuration; null means the default file. */
	readonly config: string | null;
	/** The file of the report; null means stdout. */
	readonly out: string | null;
	readonly format: 'markdown' | 'json';
	/** True if accounts, organization and people are replaced by placeholders. */
	readonly mask: boolean;
}

type VerifyFlags = Omit<VerifyOptions, 'mask'> & { readonly mask?: true };

/** Adds `eyes verify`. */
export function addVerify(program: Command, run: (options: VerifyOptions) => Promise<void>): void {
	program
		.command('verify')
		.description('look at what is deployed, change nothing, and write a report')
		.addOption(configOption())
		.addOption(new Option('--out <file>', 'file of the report').default(null, 'stdout'))
		.addOption(
			new Option('--format <format>', 'form of the report')
				.choices(['markdown', 'json'])
				.default('markdown'),
		)
		.option('--mask', 'replace ids of accounts and of the organization, and names of people')
		.addHelpText('after', example('verify --out first-deployment.txt'))
		.action((flags: VerifyFlags) => run({ mask: false, ...flags }));
}
