import { Command } from 'commander';

type Add<Options> = (program: Command, run: (options: Options) => Promise<void>) => void;

/**
 * Gives the options that a command reads from its arguments. Throws if `eyes` would end with a
 * sentence.
 */
export function parseOptions<Options>(add: Add<Options>, args: readonly string[]): Options {
	const parsed: Options[] = [];
	const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
	add(program, async (options) => {
		parsed.push(options);
	});
	program.parse([program.commands[0]?.name() ?? '', ...args], { from: 'user' });
	const [options] = parsed;
	if (options === undefined) throw new Error('the command did not run');
	return options;
}
