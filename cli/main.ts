import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addRender } from './containment/options.ts';
import { addDeploy, addDestroy } from './deploy/options.ts';
import { addSlackApp } from './deploy/slack-app.ts';
import { addDoctor } from './doctor/options.ts';
import { ALL_READ, BAD_USAGE, NOT_WRITTEN } from './exit-codes.ts';
import { NotWritten } from './not-written.ts';
import { addContain, addRelease, addResume, addStatus } from './operate/options.ts';
import { addReplay, addSampleDay } from './replay/options.ts';
import { addReport } from './report/options.ts';
import { UsageError } from './usage-error.ts';
import { addVerify } from './verify/options.ts';

/**
 * Runs one command line and gives the exit code. An error that the user can fix is printed as a
 * sentence on stderr, without a stack trace.
 */
export async function main(args: readonly string[]): Promise<number> {
	process.stdout.on('error', endUnwritten);
	// Nothing can be told without stderr. The command goes on, and its exit code tells the rest.
	process.stderr.on('error', () => {});
	let code = ALL_READ;
	try {
		const program = makeProgram((ended) => {
			code = ended;
		});
		await program.parseAsync(args, { from: 'user' });
		return code;
	} catch (error) {
		// Commander has printed the error already. It also throws after it has printed help.
		if (error instanceof CommanderError) return error.exitCode === 0 ? ALL_READ : BAD_USAGE;
		if (!(error instanceof UsageError || error instanceof NotWritten)) throw error;
		process.stderr.write(`${error.message}\n`);
		return error instanceof UsageError ? BAD_USAGE : NOT_WRITTEN;
	}
}

/** A reader such as `head` closes the pipe when it has enough lines, which is not an error. */
function endUnwritten({ code, message }: NodeJS.ErrnoException): never {
	const isClosed = code === 'EPIPE';
	process.stderr.write(
		isClosed
			? 'The reader of the output closed it, so the rest was not printed.\n'
			: `stdout cannot be written, so the output is not complete: ${message}. Make space, or send it elsewhere.\n`,
	);
	process.exit(isClosed ? ALL_READ : NOT_WRITTEN);
}

/**
 * Makes the program with all commands. The code of a command is loaded when it runs, because
 * loading the AWS SDK takes longer than reading a small log.
 * @param end takes the exit code of the command that ran
 */
function makeProgram(end: (code: number) => void): Command {
	const program = newProgram();
	const replay = () => import('./replay/replay.ts');
	const sampleDay = () => import('./sample-day/replay-sample-day.ts');
	const render = () => import('./containment/render.ts');
	program.commandsGroup('Read logs, without AWS:');
	addReplay(program, async (options) => end(await (await replay()).replay(options)));
	addSampleDay(program, async (options) => end(await (await sampleDay()).replaySampleDay(options)));
	addRender(program, async (options) => end(await (await render()).renderContainment(options)));

	const report = () => import('./report/report-credentials.ts');
	program.commandsGroup('Report old credentials:');
	addReport(program, async (options) => end(await (await report()).reportCredentials(options)));

	const operate = () => import('./operate/run-operate.ts');
	program.commandsGroup('Decide by hand:');
	addStatus(program, async (options) => end(await (await operate()).runStatus(options)));
	addRelease(program, async (options) => end(await (await operate()).runRelease(options)));
	addResume(program, async (options) => end(await (await operate()).runResume(options)));
	addContain(program, async (options) => end(await (await operate()).runContain(options)));

	const deploy = () => import('./deploy/run-deploy.ts');
	program.commandsGroup('Run it in AWS:');
	addDeploy(program, async (options) => end(await (await deploy()).runDeploy(options)));
	const doctor = () => import('./doctor/run-doctor.ts');
	addDoctor(program, async (options) => end(await (await doctor()).runDoctor(options)));
	const verify = () => import('./verify/run-verify.ts');
	addVerify(program, async (options) => end(await (await verify()).runVerify(options)));
	addSlackApp(program);
	addDestroy(program, async (options) => end(await (await deploy()).runDestroy(options)));
	return program;
}

function newProgram(): Command {
	return new Command('eyes')
		.description('eyes-system: who signed in to AWS, from where, with what credential')
		.version(packageJson.version, '--version', 'print the version')
		.helpOption('-h, --help', 'print this help')
		.commandsGroup('Help:')
		.helpCommand('help [command]', 'print the help of a command')
		.enablePositionalOptions()
		.showHelpAfterError('Add --help to see the commands and options.')
		.exitOverride()
		.configureOutput({ outputError: (text, write) => write(asSentence(text)) });
}

/** Prints Commander's errors like our own: a sentence without a prefix, on one line. */
function asSentence(text: string): string {
	const sentence = text.replace(/^error: /, '').replace('\n(Did', ' (Did');
	return sentence.startsWith('too many arguments') ? `${sentence}${NPM_TAKES_OPTIONS}\n` : sentence;
}

/** Without `--` npm keeps what looks like an option, and hands over only the value behind it. */
const NPM_TAKES_OPTIONS =
	'If you wrote an option, write -- before it: npm run deploy -- --bus ARN. Otherwise npm takes it.';
