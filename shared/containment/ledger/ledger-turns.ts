import type { PolicyId } from '../containment.ts';
import type { Move, Step } from './ledger.ts';
import { overallState, type State } from './ledger-states.ts';

/** A step after which a containment as a whole was in another state than before. */
export interface Turn {
	readonly step: Step;
	readonly state: State;
	/** How each policy stood after it: its last move. */
	readonly policies: readonly Move[];
	/** The end by the clock after it. */
	readonly until: number;
	/** True after it was ended, until it is requested again. */
	readonly isEnding: boolean;
}

/** Replays a history from its first step, so that the same history always gives the same turns. */
export function turnsOf(history: readonly Step[]): Turn[] {
	const turns: Turn[] = [];
	const policies = new Map<PolicyId, Move>();
	let until = 0;
	let before: State | null = null;
	let isEnding = false;
	for (const step of history) {
		for (const move of step.moves) policies.set(move.policy, move);
		until = step.until ?? until;
		if (step.kind === 'ending' || step.kind === 'requested') isEnding = step.kind === 'ending';
		const state = overallState([...policies.values()].map(({ to }) => to));
		if (state !== before)
			turns.push({ step, state, policies: [...policies.values()], until, isEnding });
		before = state;
	}
	return turns;
}
