/**
 * What can be said of a containment on one policy, worst news first: of several policies the first state in this list
 * is the state of the whole, so that it is `effective` only where all are, and one failure is never hidden.
 *
 * - `held`: the breaker is open, `asked`: the mode wants a human; neither is in a text
 * - `requested`: belongs into the text, nobody has taken it up; `publishing`: somebody has
 * - `effective`: seen in the text, which reaches the principal
 * - `failed`: it is not known to reach the principal; still requested, so the next publication tries again
 * - `refused`: must not or does not fit into the text, and waits for a human
 * - `ended`: not in the text
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
 * Which state may follow which, on one policy. From `ended`, and back to `requested`, leads only a new attempt of
 * somebody whose containment the clock has ended; from `effective` to `publishing`, a text that somebody else changed.
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

/** True for one step of the table above. */
export function mayFollow(from: State, to: State): boolean {
	return FOLLOWS[from].includes(to);
}

/** True for what only a human lets happen. */
export function needsApproval(state: State): boolean {
	return state === 'held' || state === 'asked' || state === 'refused';
}

/** The states to pass through from one to another, the last one included. Empty where no way leads. */
export function wayTo(from: State, to: State): readonly State[] {
	if (mayFollow(from, to)) return [to];
	// A publisher that was quick, or killed in between, did not say that it had begun.
	return mayFollow(from, 'publishing') && mayFollow('publishing', to) ? ['publishing', to] : [];
}

/** The state of a containment whose policies have these. */
export function overallState(states: readonly State[]): State {
	return STATES.find((state) => states.includes(state)) ?? 'ended';
}

/** What a policy's publisher has to do with a containment: write it into the text, take it out, or nothing. */
export type Standing = 'active' | 'ending' | 'none';

/** `isEnding`: its end has come, by the clock or by a human. */
export function standingOf(state: State, isEnding: boolean): Standing {
	if (needsApproval(state) || state === 'ended') return 'none';
	return isEnding ? 'ending' : 'active';
}
