import type { Configuration } from '../../shared/configuration/configuration.ts';
import { ALL_READ, SOME_REFUSED } from '../exit-codes.ts';
import { cardColumns, hasColours, say, write } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { instantOf } from '../written-time.ts';
import { judgeLog } from './judge-log.ts';
import { openLog } from './open-log.ts';
import type { ReplayOptions } from './options.ts';
import { chooseOutput } from './output.ts';
import { Summary } from './summary.ts';

/**
 * `eyes replay` judges every sign-in of logs as the functions do, and prints the results. Gives the
 * exit code.
 */
export async function replay(options: ReplayOptions): Promise<number> {
	const summary = new Summary();
	const { configuration, files, read } = await openLog(options, summary);
	const isText = options.format === 'text';
	const colour = isText && hasColours(process.stdout);
	const { since, until } = periodOf(options, configuration);
	const columns = cardColumns(process.stdout, process.env);
	const output = await chooseOutput({
		...{ options, since, configuration, files, colour, columns, write },
	});

	const { signIns, settings, accounts } = await read(until, async (place, refusal) => {
		summary.addRefusal(refusal);
		await output.refused(place, refusal);
	});
	await judgeLog(
		signIns.sorted(),
		{ settings, accounts },
		{
			followed(followed, _, rehearsed) {
				if (followed.signIn.time >= since) summary.addFollowed(followed, rehearsed);
			},
			line: (line) => output.line(line),
			async closed(theCase, plan) {
				if (theCase.lastAt >= since) summary.addCase(theCase);
				await output.closed(theCase, plan);
			},
			async summarised(day) {
				if (day.lastAt < since) return;
				summary.summaries++;
				await output.summarised(day.summary);
			},
		},
	);
	await output.end();
	for (const line of summary.lines()) await (isText ? write(`${line}\n`) : say(line));
	return summary.refused > 0 ? SOME_REFUSED : ALL_READ;
}

/** Gives the period from `since` up to, but not including, `until`, in milliseconds. */
function periodOf({ since, until }: ReplayOptions, { timeZone }: Configuration) {
	const period = {
		since: since === null ? Number.NEGATIVE_INFINITY : instantOf(since, timeZone),
		until: until === null ? Number.POSITIVE_INFINITY : instantOf(until, timeZone),
	};
	if (period.since < period.until) return period;
	throw new UsageError(
		'--until is not after --since, so nothing would be judged. For one day: ' +
			'--since 2026-03-03 --until 2026-03-04',
	);
}
