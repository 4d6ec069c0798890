import { DISPOSITIONS } from '../../../shared/verdict/verdict.ts';
import type { Output, OutputContext } from '../output.ts';
import { KeptCases } from './kept-cases.ts';
import { replayPage } from './page.ts';
import { Whereabouts } from './whereabouts.ts';

/** Keeps what the page shows, and writes the page at the end. */
export function htmlOutput(
	context: OutputContext,
	isWanted: (...closed: Parameters<Output['closed']>) => boolean,
): Output {
	const cases = new KeptCases();
	const whereabouts = new Whereabouts();
	/** Who acts in the cases that are not closed yet. */
	const actors = new Map<string, string>();
	let period: readonly [number, number] | null = null;
	return {
		async refused() {},
		async line({ followed }) {
			const { signIn, known, theCase } = followed;
			if (signIn.time < context.since) return;
			whereabouts.add(followed);
			if (theCase !== null && known.actor !== null) actors.set(theCase.id, known.actor.key);
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
			const { configuration, summary } = context;
			const kept = { cases: cases.inOrder(), leftOut: cases.leftOut };
			const read = { counts: summary, refused: summary.unreadable.reasons, period, whereabouts };
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
