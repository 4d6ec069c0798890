import { basename } from 'node:path';
import type { Refusal, RefusalCode } from '../../../shared/record/record.ts';
import { DISPOSITIONS } from '../../../shared/verdict/verdict.ts';
import type { Output, OutputContext } from '../output.ts';
import { KeptCases } from './kept-cases.ts';
import { replayPage } from './page.ts';
import type { RefusedCount } from './page-source.ts';
import { Whereabouts } from './whereabouts.ts';

const MOST_EXAMPLES = 5;

/** Keeps what the page shows, and writes the page at the end. */
export function htmlOutput(
	context: OutputContext,
	isWanted: (...closed: Parameters<Output['closed']>) => boolean,
): Output {
	const cases = new KeptCases();
	const refused = new RefusedTally(context.files);
	const whereabouts = new Whereabouts();
	/** Who acts in the cases that are not closed yet. */
	const actors = new Map<string, string>();
	let onceADay = 0;
	let period: readonly [number, number] | null = null;
	return {
		async refused({ file }, refusal) {
			refused.add(file, refusal);
		},
		async line({ followed }) {
			const { signIn, verdict, known, theCase } = followed;
			if (signIn.time < context.since) return;
			whereabouts.add(followed);
			if (theCase !== null && known.actor !== null) actors.set(theCase.id, known.actor.key);
			if (verdict.inSummary) onceADay++;
			const [from, to] = period ?? [signIn.time, signIn.time];
			period = [Math.min(from, signIn.time), Math.max(to, signIn.time)];
		},
		async closed(theCase, plan) {
			const actor = actors.get(theCase.id) ?? null;
			actors.delete(theCase.id);
			if (isWanted(theCase, plan)) cases.add({ theCase, plan, actor });
		},
		async summarised() {},
		async end() {
			const { configuration, counts } = context;
			const kept = { cases: cases.inOrder(), leftOut: cases.leftOut };
			const read = { counts, refused: refused.counts(), period, onceADay, whereabouts };
			const limits = limitsIn(context.options);
			await context.write(replayPage({ configuration, limits, ...read, ...kept }));
		},
	};
}

/** The options that leave cases out, as somebody wrote them. */
function limitsIn({ severity, only }: OutputContext['options']): readonly string[] {
	return [
		...(severity === null ? [] : [`--severity ${severity}`]),
		...(only.size === DISPOSITIONS.length ? [] : [`--only ${[...only].join(',')}`]),
	];
}

/** Counts what could not be read, and keeps the first examples of each reason. */
class RefusedTally {
	readonly #files: readonly string[];
	readonly #counts = new Map<RefusalCode, { count: number; examples: Set<string> }>();

	constructor(files: readonly string[]) {
		this.#files = files;
	}

	add(file: number, { code, detail }: Refusal): void {
		const counted = this.#counts.get(code) ?? { count: 0, examples: new Set<string>() };
		counted.count++;
		if (counted.examples.size < MOST_EXAMPLES)
			counted.examples.add(`${basename(this.#files[file] ?? '')}: ${detail}`);
		this.#counts.set(code, counted);
	}

	counts(): readonly RefusedCount[] {
		return [...this.#counts].map(([code, { count, examples }]) => ({
			...{ code, count, examples: [...examples] },
		}));
	}
}
