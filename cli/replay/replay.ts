import { ALL_READ, SOME_REFUSED } from '../exit-codes.ts';
import { say, write } from '../terminal.ts';
import { judgeLog } from './judge-log.ts';
import { openLog } from './open-log.ts';
import { readReplayOptions } from './options.ts';
import { chooseOutput } from './output.ts';
import { Summary } from './summary.ts';

/**
 * `eyes replay` reads logs, judges every sign-in as the functions would, and prints the results.
 * Gives the exit code.
 */
export async function replay(args: readonly string[]): Promise<number> {
	const options = readReplayOptions(args);
	const summary = new Summary();
	const { configuration, files, read } = await openLog(options, summary);
	const isText = options.format === 'text';
	const colour = isText && process.stdout.isTTY && process.stdout.hasColors();
	const output = await chooseOutput({ options, configuration, files, colour, write });

	const { signIns, settings } = await read(options.until, async (place, refusal) => {
		summary.addRefusal(refusal);
		await output.refused(place, refusal);
	});
	await judgeLog(signIns.sorted(), settings, {
		followed(followed, _, rehearsed) {
			if (followed.signIn.time >= options.since) summary.addFollowed(followed, rehearsed);
		},
		line: (line) => output.line(line),
		async closed(theCase, plan) {
			if (theCase.lastAt >= options.since) summary.addCase(theCase);
			await output.closed(theCase, plan);
		},
	});
	await output.end();
	for (const line of summary.lines()) await (isText ? write(`${line}\n`) : say(line));
	return summary.refused > 0 ? SOME_REFUSED : ALL_READ;
}
