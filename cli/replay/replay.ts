import { once } from 'node:events';
import { styleText } from 'node:util';
import { trustedNetworks } from '../../shared/network/judge-network.ts';
import { UsageError } from '../usage-error.ts';
import { collectSignIns } from './collect-sign-ins.ts';
import { findFiles } from './find-files.ts';
import { judgeLog } from './judge-log.ts';
import { loadConfiguration } from './load-configuration.ts';
import { type ReplayOptions, readReplayOptions } from './options.ts';
import { chooseOutput } from './output.ts';
import { Progress } from './progress.ts';
import { Summary } from './summary.ts';

const ALL_READ = 0;
const SOME_REFUSED = 3;

/** `eyes replay`: reads logs, judges every sign-in as the functions would, prints. Gives the exit code. */
export async function replay(args: readonly string[]): Promise<number> {
	const options = readReplayOptions(args);
	const today = new Date().toISOString().slice(0, 10);
	const { configuration, warnings } = await loadConfiguration({ ...options, today });
	for (const warning of warnings) await say(`warning: ${warning}`);
	const summary = new Summary();
	const files = filesOf(options, summary);
	const colour = options.format === 'text' && process.stdout.isTTY && process.stdout.hasColors();
	const output = await chooseOutput({ options, configuration, files, colour, write });

	const collected = await collectSignIns({
		files,
		workers: options.workers,
		until: options.until,
		summary,
		progress: new Progress(process.stderr, summary),
		async refused(place, refusal) {
			summary.addRefusal(refusal);
			await output.refused(place, refusal);
		},
	});
	const settings = {
		configuration,
		trusted: trustedNetworks(configuration.networks),
		ownAccounts: new Set([...Object.keys(configuration.accounts), ...collected.accounts]),
	};
	await judgeLog(collected.signIns.sorted(), settings, {
		followed(followed) {
			if (followed.signIn.time >= options.since) summary.addFollowed(followed);
		},
		line: (line) => output.line(line),
		async closed(theCase) {
			summary.addCase(theCase);
			await output.closed(theCase);
		},
	});
	await output.end();
	for (const line of summary.lines()) await (options.format === 'text' ? write(`${line}\n`) : say(line));
	return summary.refused > 0 ? SOME_REFUSED : ALL_READ;
}

function filesOf({ paths }: ReplayOptions, summary: Summary): readonly string[] {
	const found = findFiles(paths);
	if (found.kind === 'missing') throw new UsageError(`${found.path}: no such file or folder`);
	summary.skippedFiles = found.skipped;
	return found.files;
}

/** Waits while the reader of a pipe is slower than we are. */
async function write(text: string): Promise<void> {
	if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Everything but the result itself goes to stderr, so that stdout can be piped. */
async function say(line: string): Promise<void> {
	process.stderr.write(`${process.stderr.isTTY ? styleText('dim', line) : line}\n`);
}
