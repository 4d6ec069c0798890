import { sha256 } from '../../runtime/sha256.ts';
import type { Actor, ContainedTarget, Containment, Decision, Ending, Wishing } from './ledger.ts';
import { needsApproval, type State, standingOf } from './ledger-states.ts';
import { type Advanced, movesTo, step } from './ledger-step.ts';

/**
 * The same wish has the same id. 128 bits, because whoever chooses session names must not find two that share one: the
 * second would go free.
 */
export function containmentId({ wish, occasion }: Pick<Wishing, 'wish' | 'occasion'>): string {
	const targets = wish.targets.map(({ target }) => target).toSorted();
	const about = [wish.selector.key, wish.selector.value, wish.reach, targets, occasion];
	return sha256(JSON.stringify(about)).slice(0, 32);
}

/** The first step. */
export function firstStep(wishing: Wishing): Advanced {
	const { wish, state, at, by, note, caseId } = wishing;
	if (wish.targets.length === 0) {
		throw new Error(
			`the wish about ${wish.selector.value} names no target; a containment needs at least one`,
		);
	}
	const { person, selector, reach, until, reason } = wish;
	const targets = wish.targets.map(({ target, account, attachment }) => {
		return { target, account, attachment, state, since: at, trouble: null, generation: 0 };
	});
	const moves = targets.map(({ target }) => ({ target, from: null, to: state, trouble: null }));
	return {
		containment: {
			id: containmentId(wishing),
			...{ person, selector, reach, until, reason, note, caseId, by, state, targets },
			wishedAt: at,
			ending: null,
			steps: 1,
		},
		added: [{ number: 1, kind: 'wished', at, by, moves, until, why: note, text: null }],
	};
}

/** A wish about what is wished already. Null where it brings nothing new. */
export function wishAgain(containment: Containment, wishing: Wishing): Advanced | null {
	const { wish, state, at, by, note } = wishing;
	const isLater = wish.until > containment.until;
	const draft = { kind: 'wished', at, by, why: note } as const;
	if (containment.ending !== null) {
		if (!isLater || !mayRevive(containment, state)) return null;
		const moves = movesTo(state, containment.targets);
		return step({ ...containment, ending: null }, { ...draft, moves, until: wish.until });
	}
	const waits = ({ state: now }: ContainedTarget) => now === 'held' || now === 'asked';
	const raised = state === 'wished' ? movesTo('wished', containment.targets.filter(waits)) : [];
	if (raised.length > 0) {
		return step(containment, { ...draft, moves: raised, until: isLater ? wish.until : null });
	}
	return isLater ? extend(containment, { until: wish.until, by, at }) : null;
}

/**
 * A new attempt, seen after the clock had ended it. The order in which the two were seen must not matter, or a late
 * record would leave somebody at large. What is still in a text cannot wait for a human: it ends first.
 */
function mayRevive({ ending, state }: Containment, to: State): boolean {
	return ending?.by.kind === 'clock' && (state === 'ended' || to === 'wished');
}

/** A later end. Null where it is none, or where the end has come. */
export function extend(
	containment: Containment,
	{ until, by, at }: { until: number; by: Actor; at: number },
): Advanced | null {
	if (until <= containment.until || containment.ending !== null) return null;
	return step(containment, { kind: 'extended', at, by, moves: [], until, why: null });
}

/** An approval speaks of what stood when it was given, so that a repeat does not approve what was refused since. */
export function approve(containment: Containment, { by, at, why }: Decision): Advanced | null {
	const isMeant = ({ state, since }: ContainedTarget) => needsApproval(state) && since <= at;
	const moves = movesTo('wished', containment.targets.filter(isMeant));
	if (containment.ending !== null || moves.length === 0) return null;
	return step(containment, { kind: 'approved', at, by, moves, until: null, why });
}

/** What no text holds ends at once, the rest when it is known to be out of its text. A human's word outlives the clock's. */
export function end(containment: Containment, ending: Ending): Advanced | null {
	const earlier = containment.ending;
	const isOutranked = earlier?.by.kind === 'clock' && ending.by.kind !== 'clock';
	if (earlier !== null && !isOutranked) return null;
	const nowhere = containment.targets.filter(({ state }) => standingOf(state, true) === 'none');
	const { at, by, why } = ending;
	const moves = movesTo('ended', nowhere);
	return step({ ...containment, ending }, { kind: 'ending', at, by, moves, until: null, why });
}

/** The clock's own ending. */
export function expire(containment: Containment, now: number): Advanced | null {
	if (containment.until > now) return null;
	return end(containment, { by: { kind: 'clock' }, at: now, why: null });
}
