import type { TargetId } from '../containment.ts';
import type { Move, Step } from './ledger.ts';
import { overallState, type State } from './ledger-states.ts';

/** A step after which a containment as a whole was in another state than before. */
export interface Turn {
	readonly step: Step;
	readonly state: State;
	/** How each target stood after it: its last move. */
	readonly targets: readonly Move[];
	/** The end by the clock after it. */
	readonly until: number;
	/** True from its ending on, until somebody wishes it anew. */
	readonly isEnding: boolean;
}

/** Tells a history once more, from its first step, so that the same history always has the same turns. */
export function turnsOf(history: readonly Step[]): Turn[] {
	const turns: Turn[] = [];
	const targets = new Map<TargetId, Move>();
	let until = 0;
	let before: State | null = null;
	let isEnding = false;
	for (const step of history) {
		for (const move of step.moves) targets.set(move.target, move);
		until = step.until ?? until;
		if (step.kind === 'ending' || step.kind === 'wished') isEnding = step.kind === 'ending';
		const state = overallState([...targets.values()].map(({ to }) => to));
		if (state !== before) turns.push({ step, state, targets: [...targets.values()], until, isEnding });
		before = state;
	}
	return turns;
}
