import { REPLAY_USAGE } from './replay/options.ts';
import { replay } from './replay/replay.ts';
import { UsageError } from './usage-error.ts';

const USAGE = `eyes-system: who signed in to AWS, from where, with what credential

${REPLAY_USAGE}`;

const BAD_USAGE = 2;

async function main([command, ...args]: readonly string[]): Promise<number> {
	switch (command) {
		case 'replay':
			return replay(args);
		case 'help':
		case '--help':
		case '-h':
			process.stdout.write(USAGE);
			return 0;
		default:
			throw new UsageError(command === undefined ? USAGE : `no command "${command}".\n\n${USAGE}`);
	}
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit(0);
	throw error;
});

try {
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = BAD_USAGE;
}
