/**
 * The states of a containment on one policy, the worst first. The first state in this list that one
 * of its policies has is the state of the whole. So the whole is `effective` only if all policies
 * are, and a failure is never hidden.
 *
 * - `held`: the breaker is open; `asked`: the mode needs a human; neither is in a text
 * - `requested`: it must be added to the text; `publishing`: a publisher is adding it
 * - `effective`: it is in the text, and the policy applies to the principal
 * - `failed`: it is not known that the policy applies; the next publication tries again
 * - `refused`: it must not be in the text or does not fit, and waits for a human
 * - `ended`: it is not in the text
 */
export const STATES = [
	'failed',
	'refused',
	'held',
	'asked',
	'requested',
	'publishing',
	'effective',
	'ended',
] as const;
export type State = (typeof STATES)[number];

/**
 * Which state may follow which, on one policy. Only a new attempt leads from `ended` or back to
 * `requested`, if the clock had ended the containment. A text that somebody else changed leads from
 * `effective` to `publishing`.
 */
export const FOLLOWS: Readonly<Record<State, readonly State[]>> = {
	held: ['requested', 'ended'],
	asked: ['requested', 'ended'],
	requested: ['publishing', 'refused', 'ended'],
	publishing: ['effective', 'failed', 'refused', 'requested', 'ended'],
	effective: ['publishing', 'failed', 'refused', 'requested', 'ended'],
	failed: ['publishing', 'refused', 'requested', 'ended'],
	refused: ['requested', 'ended'],
	ended: ['held', 'asked', 'requested'],
};

/** True if one state may follow another. */
export function mayFollow(from: State, to: State): boolean {
	return FOLLOWS[from].includes(to);
}

/** True for a state that only a human can change. */
export function needsApproval(state: State): boolean {
	return state === 'held' || state === 'asked' || state === 'refused';
}

/** The states from one to another, including the last one. Empty if there is no way. */
export function wayTo(from: State, to: State): readonly State[] {
	if (mayFollow(from, to)) return [to];
	// A publisher that was fast, or killed in between, has not recorded that it had begun.
	return mayFollow(from, 'publishing') && mayFollow('publishing', to) ? ['publishing', to] : [];
}

/** The state of a containment whose policies have these states. */
export function overallState(states: readonly State[]): State {
	return STATES.find((state) => states.includes(state)) ?? 'ended';
}

/** What a publisher must do with a containment: add it to the text, take it out, or nothing. */
export type Standing = 'active' | 'ending' | 'none';

/** `isEnding`: the containment was ended by the clock or by a human. */
export function standingOf(state: State, isEnding: boolean): Standing {
	if (needsApproval(state) || state === 'ended') return 'none';
	return isEnding ? 'ending' : 'active';
}
