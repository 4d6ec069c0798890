import type { Configuration } from '../../shared/configuration/configuration.ts';
import { columnWidth, wrapColumns } from '../../shared/notification/card/column-width.ts';
import { dateTime } from '../../shared/notification/card/date-time.ts';
import { ALL_READ, SOME_REFUSED } from '../exit-codes.ts';
import { cardColumns, hasColours, say, write } from '../terminal.ts';
import { instantOf } from '../written-time.ts';
import type { TimeWindow } from './coverage.ts';
import { type JudgedSink, judgeLog } from './judge-log.ts';
import { whyNothing } from './nothing-judged.ts';
import { type OpenLog, openLog, type ReadLog } from './open-log.ts';
import type { ReplayOptions } from './options.ts';
import { chooseOutput, type Output } from './output.ts';
import { Summary } from './summary.ts';

/** How a replay ended. `nothing-judged`: there was nothing to judge, which is said first. */
export type ReplayEnd = 'all-read' | 'some-refused' | 'nothing-judged';

/** Runs `eyes replay` and gives the exit code. */
export async function replay(options: ReplayOptions): Promise<number> {
	return (await replayLog(options)) === 'all-read' ? ALL_READ : SOME_REFUSED;
}

/** Judges every sign-in of logs as the functions do, and prints the results. */
export async function replayLog(options: ReplayOptions): Promise<ReplayEnd> {
	const summary = new Summary();
	const log = await openLog(options, summary);
	const window = windowOf(options, log.configuration);
	// What says that the result is worth nothing stands where a reader begins to read.
	const isResult = options.format === 'text' || options.summary;
	const tell = (line: string) => (isResult ? write(`${line}\n`) : say(line));
	if (window.since >= window.until) {
		await tell(emptyWindow(window, log.configuration));
		return 'nothing-judged';
	}
	summary.coverage.window = window;
	const output = await outputOf(options, log, summary);
	const read = await log.read(window.until, output.refused);
	const nothing = whyNothing(log.files, summary);
	if (nothing !== null) await tell(nothing.why);
	await judge(read, { summary, output, log });
	await output.end();
	log.progress.clear();
	for (const line of forTerminal(summary.lines(), isResult)) await tell(line);
	if (nothing?.isError) return 'nothing-judged';
	return summary.refused > 0 ? 'some-refused' : 'all-read';
}

function outputOf(options: ReplayOptions, log: OpenLog, summary: Summary) {
	const { configuration, files, progress } = log;
	const locale = options.locale ?? configuration.locale;
	return chooseOutput({
		...{ options, files, summary, configuration: { ...configuration, locale } },
		since: summary.coverage.window.since,
		colour: options.format === 'text' && hasColours(process.stdout),
		columns: cardColumns(process.stdout),
		async write(text) {
			progress.clear();
			await write(text);
		},
	});
}

const GOING_ON = '  ';

/** In a terminal a long line goes on below itself; in a file it stays one line, for searching. */
function forTerminal(lines: readonly string[], isResult: boolean): readonly string[] {
	const stream = isResult ? process.stdout : process.stderr;
	if (!stream.isTTY) return lines;
	const columns = cardColumns(stream);
	return lines.flatMap((line) => {
		const text = line.trimStart();
		const indent = line.slice(0, -text.length);
		const room = columns - indent.length - GOING_ON.length;
		// A path that is broken cannot be copied; the terminal itself wraps it in a way that can.
		if (text.split(' ').some((word) => columnWidth(word) > room)) return [line];
		const [first = '', ...others] = wrapColumns(text, room);
		return [indent + first, ...others.map((more) => indent + GOING_ON + more)];
	});
}

interface Judging {
	readonly summary: Summary;
	readonly output: Output;
	readonly log: OpenLog;
}

async function judge({ signIns, ...judgedWith }: ReadLog, judging: Judging): Promise<void> {
	await judgeLog(signIns.sorted(), judgedWith, sinkOf(judging, signIns.size));
}

/** What happens before `--since` is judged, but neither printed nor counted. */
function sinkOf({ summary, output, log }: Judging, all: number): JudgedSink {
	const { since } = summary.coverage.window;
	let judged = 0;
	return {
		followed(followed, outcome, rehearsed) {
			judged++;
			summary.uses.noteMade(followed.signIn);
			if (followed.signIn.time >= since) summary.addFollowed(followed, { outcome, rehearsed });
			log.progress.judged(judged, all, performance.now());
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
	};
}

function windowOf({ since, until }: ReplayOptions, { timeZone }: Configuration): TimeWindow {
	return {
		since: since === null ? Number.NEGATIVE_INFINITY : instantOf(since, timeZone),
		until: until === null ? Number.POSITIVE_INFINITY : instantOf(until, timeZone),
	};
}

function emptyWindow({ since, until }: TimeWindow, { timeZone }: Configuration): string {
	return (
		`Nothing was judged: --until ${dateTime(until, timeZone)} is not after --since ` +
		`${dateTime(since, timeZone)}. For one day: --since 2026-03-03 --until 2026-03-04`
	);
}
