import type { Case } from '../../shared/case/case.ts';
import type { CasePlan } from '../../shared/case/case-plan.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { onlyPlanned } from '../../shared/notification/card/standing.ts';
import type { Refusal } from '../../shared/record/record.ts';
import type { Released } from './awaiting-steps.ts';
import { externalSort } from './external-sort.ts';
import type { Place, PlannedPlace } from './judge-log.ts';
import type { ReplayOptions } from './options.ts';
import { refusalLine, replayLine } from './replay-line.ts';

/** One output format of replay. `end` prints what had to wait for the order. */
export interface Output {
	refused(place: Place, refusal: Refusal): Promise<void>;
	line(line: Released<PlannedPlace>): Promise<void>;
	closed(theCase: Case, plan: CasePlan): Promise<void>;
	end(): Promise<void>;
}

export interface OutputContext {
	readonly options: Pick<ReplayOptions, 'format' | 'only'>;
	/** Milliseconds since 1970. Earlier sign-ins are judged, but not printed. */
	readonly since: number;
	readonly configuration: Configuration;
	readonly files: readonly string[];
	readonly colour: boolean;
	write(text: string): Promise<void>;
}

/** Chooses the output. The texts of the messages are loaded only if they are printed. */
export async function chooseOutput(context: OutputContext): Promise<Output> {
	const { options, configuration, colour } = context;
	switch (options.format) {
		case 'jsonl':
			return lineOutput(context);
		case 'text': {
			const { caseText } = await import('../../shared/notification/card/case-text.ts');
			return caseOutput(
				context,
				(theCase, plan) =>
					`${caseText(theCase, configuration, { colour, standing: onlyPlanned(plan) })}\n\n`,
			);
		}
		case 'slack': {
			const { caseMessage } = await import('../../shared/notification/card/case-message.ts');
			return caseOutput(
				context,
				(theCase, plan) =>
					`${JSON.stringify(caseMessage(theCase, configuration, onlyPlanned(plan)))}\n`,
			);
		}
	}
}

interface PlacedLine extends Place {
	readonly text: string;
}

/** Prints lines in the order of files and positions, independent of the order of judging. */
function lineOutput({ options, since, files, write }: OutputContext): Output {
	const lines = externalSort<PlacedLine>((a, b) => a.file - b.file || a.index - b.index);
	const source = ({ file, index }: Place) => ({ file: files[file] ?? '', index });
	return {
		async refused(place, refusal) {
			if (options.only.has('odd'))
				lines.add({ ...place, text: refusalLine(source(place), refusal) });
		},
		async line({ item, followed, reasons }) {
			if (!options.only.has(followed.verdict.disposition) || followed.signIn.time < since) return;
			const { file, index } = item;
			lines.add({
				file,
				index,
				text: replayLine(source(item), { followed, reasons, outcome: item.outcome }),
			});
		},
		async closed() {},
		async end() {
			for (const { text } of lines.sorted()) await write(`${text}\n`);
		},
	};
}

/** Prints cases when they close. */
function caseOutput(
	{ options, since, write }: OutputContext,
	show: (theCase: Case, plan: CasePlan) => string,
): Output {
	return {
		async refused() {},
		async line() {},
		async closed(theCase, plan) {
			const isWanted = theCase.needsMessage && theCase.lastAt >= since;
			if (isWanted && options.only.has(theCase.lead.verdict.disposition))
				await write(show(theCase, plan));
		},
		async end() {},
	};
}
