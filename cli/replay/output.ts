import type { Case } from '../../shared/case/case.ts';
import type { CasePlan } from '../../shared/case/case-plan.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { onlyPlanned } from '../../shared/notification/card/standing.ts';
import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import { isWatched } from '../../shared/record/event-sources.ts';
import type { Refusal } from '../../shared/record/record.ts';
import type { DailySummary, Rest } from '../../shared/summary/daily-summary.ts';
import { useIn } from '../../shared/verdict/credential-use.ts';
import { type Disposition, isAtLeast } from '../../shared/verdict/verdict.ts';
import { visibleJson } from '../terminal.ts';
import type { Released } from './awaiting-steps.ts';
import { externalSort } from './external-sort.ts';
import type { Place, PlannedPlace } from './judge-log.ts';
import type { ReplayOptions } from './options.ts';
import { refusalLine, replayLine } from './replay-line.ts';
import type { Summary } from './summary.ts';

/** One output format of replay. `end` prints what had to wait for the order. */
export interface Output {
	refused(place: Place, refusal: Refusal): Promise<void>;
	line(line: Released<PlannedPlace>): Promise<void>;
	closed(theCase: Case, plan: CasePlan): Promise<void>;
	summarised(summary: DailySummary): Promise<void>;
	end(): Promise<void>;
}

/** What an output is made from. */
export interface OutputContext {
	readonly options: Pick<ReplayOptions, 'format' | 'only' | 'severity' | 'summary'>;
	/** Milliseconds since 1970. Earlier sign-ins are judged, but not printed. */
	readonly since: number;
	readonly configuration: Configuration;
	readonly files: readonly string[];
	readonly colour: boolean;
	/** How wide the lines of cards are. */
	readonly columns: number;
	/** What was read and judged so far. */
	readonly summary: Summary;
	write(text: string): Promise<void>;
}

/** Chooses the output. The texts of the messages are loaded only if they are printed. */
export async function chooseOutput(context: OutputContext): Promise<Output> {
	const { options, configuration, colour, columns } = context;
	if (options.summary) return NO_OUTPUT;
	switch (options.format) {
		case 'jsonl':
			return lineOutput(context);
		case 'text': {
			const { caseText } = await import('../../shared/notification/card/case-text.ts');
			const { summaryText } = await import('../../shared/notification/card/summary-message.ts');
			return caseOutput(context, {
				ofCase: (theCase, plan) =>
					`${caseText(theCase, configuration, { colour, columns, standing: onlyPlanned(plan) })}\n\n`,
				ofSummary: (summary) => `${summaryText(summary, configuration, { colour, columns })}\n\n`,
			});
		}
		case 'slack': {
			const { caseMessage } = await import('../../shared/notification/card/case-message.ts');
			const { summaryForms } = await import('../../shared/notification/card/summary-message.ts');
			return caseOutput(context, {
				ofCase: (theCase, plan) =>
					slackLine(caseMessage(theCase, configuration, onlyPlanned(plan))),
				ofSummary: (summary) => slackLine(summaryForms(summary, configuration)[0]),
			});
		}
		case 'html': {
			const { htmlOutput } = await import('./html/html-output.ts');
			return htmlOutput(context, (theCase) => isWanted(theCase, context));
		}
	}
}

function slackLine(message: ChannelMessage): string {
	return `${visibleJson(JSON.stringify(message))}\n`;
}

const NO_OUTPUT: Output = {
	async refused() {},
	async line() {},
	async closed() {},
	async summarised() {},
	async end() {},
};

interface PlacedLine extends Place {
	readonly text: string;
}

/** Prints lines in the order of files and positions, independent of the order of judging. */
function lineOutput({ options, since, files, write }: OutputContext): Output {
	const lines = externalSort<PlacedLine>((a, b) => a.file - b.file || a.index - b.index);
	const source = ({ file, index }: Place) => ({ file: files[file] ?? '', index });
	return {
		// What could not be read has no severity, so it is never left out for that.
		async refused(place, refusal) {
			if (options.only.has('odd'))
				lines.add({ ...place, text: refusalLine(source(place), refusal) });
		},
		async line({ item, followed, reasons }) {
			if (!isPrinted(followed)) return;
			const { disposition, severity } = followed.verdict;
			if (!options.only.has(disposition) || followed.signIn.time < since) return;
			if (!isAtLeast(severity, options.severity)) return;
			const { file, index } = item;
			lines.add({
				file,
				index,
				text: replayLine(source(item), { followed, reasons, outcome: item.outcome }),
			});
		},
		async closed() {},
		async summarised() {},
		async end() {
			for (const { text } of lines.sorted()) await write(`${text}\n`);
		},
	};
}

/**
 * A key that calls a thousand times has one line: the use that is told. What was refused a session
 * has one each time, as all records of the sign-in services that obtain or try to obtain one.
 */
function isPrinted({ signIn: { part, eventSource, event }, verdict }: Followed): boolean {
	const use = useIn(verdict);
	if (use === 'told') return true;
	const isRepeat = use === 'again' && part === 'use';
	return !isRepeat && isWatched({ eventSource, eventName: event });
}

/** How an output shows a case and a day. */
interface Showing {
	readonly ofCase: (theCase: Case, plan: CasePlan) => string;
	readonly ofSummary: (summary: DailySummary) => string;
}

/** Prints cases when they close, and the summary of a day at its end. */
function caseOutput(context: OutputContext, show: Showing): Output {
	const { options, write } = context;
	return {
		async refused() {},
		async line() {},
		async closed(theCase, plan) {
			if (isWanted(theCase, context)) await write(show.ofCase(theCase, plan));
		},
		async summarised(summary) {
			// A daily summary is no case, and what it tells is never severe.
			if (options.severity !== null) return;
			const only = ofDispositions(summary, options.only);
			if (only.lines.length > 0) await write(show.ofSummary(only));
		},
		async end() {},
	};
}

/** True for a case that is posted, and that the options do not leave out. */
function isWanted(theCase: Case, { options, since }: OutputContext): boolean {
	return (
		theCase.needsMessage &&
		theCase.lastAt >= since &&
		isAtLeast(theCase.severity, options.severity) &&
		options.only.has(theCase.lead.verdict.disposition)
	);
}

/** Only the lines of these dispositions. A machine that is told once a day is an alert. */
function ofDispositions(
	{ day, lines, rest }: DailySummary,
	only: ReadonlySet<Disposition>,
): DailySummary {
	const isWanted = ({ kind }: Pick<Rest, 'kind'>) => only.has(kind === 'odd' ? 'odd' : 'alert');
	return { day, lines: lines.filter(isWanted), rest: rest.filter(isWanted) };
}
