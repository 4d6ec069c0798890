import { RENDER_USAGE, renderContainment } from './containment/render.ts';
import { DEPLOY_USAGE } from './deploy/usage.ts';
import { BAD_USAGE } from './exit-codes.ts';
import { OPERATE_USAGE } from './operate/usage.ts';
import { REPLAY_USAGE } from './replay/options.ts';
import { replay } from './replay/replay.ts';
import { replaySampleDay } from './sample-day/replay-sample-day.ts';
import { UsageError } from './usage-error.ts';

const USAGE = `eyes-system: who signed in to AWS, from where, with what credential

${REPLAY_USAGE}
${RENDER_USAGE}
eyes sample-day         replay the day that comes with the repository

${OPERATE_USAGE}
${DEPLOY_USAGE}`;

/** Runs one command line; gives the exit code. What the user can fix is a sentence on stderr, not a stack. */
export async function main(args: readonly string[]): Promise<number> {
	// A reader that has seen enough (`| head`) is no fault.
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE') process.exit(0);
		throw error;
	});
	try {
		const wantsHelp = args.some((arg) => arg === '--help' || arg === '-h');
		return await run(wantsHelp ? ['help'] : args);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		process.stderr.write(`${error.message}\n`);
		return BAD_USAGE;
	}
}

async function run([command, ...args]: readonly string[]): Promise<number> {
	switch (command) {
		case 'replay':
			return replay(args);
		case 'containment':
			if (args[0] === 'render') return renderContainment(args.slice(1));
			throw new UsageError(RENDER_USAGE);
		case 'sample-day':
			return replaySampleDay(args);
		// What asks AWS is loaded only when it is wanted: the SDK takes longer to load than a small log to read.
		case 'status':
		case 'release':
		case 'resume':
		case 'contain':
			return (await import('./operate/run-operate.ts')).runOperate(command, args);
		case 'deploy':
		case 'destroy':
			return (await import('./deploy/run-deploy.ts')).runDeploy(command, args);
		case 'help':
			process.stdout.write(USAGE);
			return 0;
		default:
			throw new UsageError(command === undefined ? USAGE : `no command "${command}".\n\n${USAGE}`);
	}
}
