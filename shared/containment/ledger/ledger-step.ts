import type { Containment, Move, PolicyProgress, Step, TextChange } from './ledger.ts';
import { mayFollow, overallState, type State } from './ledger-states.ts';

/** A containment after one or more steps, and those steps. */
export interface Advanced {
	readonly containment: Containment;
	readonly added: readonly Step[];
}

/** The moves to a state, for those policies where that state may follow. */
export function movesTo(to: State, policies: readonly PolicyProgress[]): Move[] {
	return policies
		.filter(({ state }) => mayFollow(state, to))
		.map(({ policy, state }) => ({ policy, from: state, to, problem: null }));
}

/** Applies one step: the moves, the state of the whole and the number of steps. */
export function step(
	containment: Containment,
	draft: Omit<Step, 'number' | 'text'> & { readonly text?: TextChange | null },
): Advanced {
	const policies = containment.policies.map((entry) => {
		const move = draft.moves.find(({ policy }) => policy === entry.policy);
		return move === undefined
			? entry
			: { ...entry, state: move.to, problem: move.problem, since: draft.at };
	});
	const added: Step = { text: null, ...draft, number: containment.steps + 1 };
	return {
		containment: {
			...containment,
			policies,
			until: draft.until ?? containment.until,
			state: overallState(policies.map(({ state }) => state)),
			steps: added.number,
		},
		added: [added],
	};
}
