import { sha256 } from '../../runtime/sha256.ts';
import type {
	Actor,
	Containment,
	Decision,
	Ending,
	PolicyProgress,
	SubmittedRequest,
} from './ledger.ts';
import { needsApproval, type State, standingOf } from './ledger-states.ts';
import { type Advanced, movesTo, step } from './ledger-step.ts';

/**
 * The same request has the same id. 128 bits, because whoever chooses session names must not find two that share one: the
 * second would go free.
 */
export function containmentId({
	request,
	occasion,
}: Pick<SubmittedRequest, 'request' | 'occasion'>): string {
	const policies = request.policies.map(({ policy }) => policy).toSorted();
	const about = [
		request.selector.key,
		request.selector.value,
		request.denyScope,
		policies,
		occasion,
	];
	return sha256(JSON.stringify(about)).slice(0, 32);
}

/** The first step. */
export function firstStep(submitted: SubmittedRequest): Advanced {
	const { request, state, at, by, note, caseId } = submitted;
	if (request.policies.length === 0) {
		throw new Error(
			`the request about ${request.selector.value} names no policy; a containment needs at least one`,
		);
	}
	const { person, selector, denyScope, until, reason } = request;
	const policies = request.policies.map(({ policy, account, attachment }) => {
		return { policy, account, attachment, state, since: at, trouble: null, generation: 0 };
	});
	const moves = policies.map(({ policy }) => ({ policy, from: null, to: state, trouble: null }));
	return {
		containment: {
			id: containmentId(submitted),
			...{ person, selector, denyScope, until, reason, note, caseId, by, state, policies },
			requestedAt: at,
			ending: null,
			steps: 1,
		},
		added: [{ number: 1, kind: 'requested', at, by, moves, until, why: note, text: null }],
	};
}

/** A request about what is requested already. Null where it brings nothing new. */
export function requestAgain(
	containment: Containment,
	submitted: SubmittedRequest,
): Advanced | null {
	const { request, state, at, by, note } = submitted;
	const isLater = request.until > containment.until;
	const draft = { kind: 'requested', at, by, why: note } as const;
	if (containment.ending !== null) {
		if (!isLater || !mayRevive(containment, state)) return null;
		const moves = movesTo(state, containment.policies);
		return step({ ...containment, ending: null }, { ...draft, moves, until: request.until });
	}
	// A delivery that comes again after a human resumed must not raise what the human left held.
	const waits = ({ state: now, since }: PolicyProgress) =>
		(now === 'held' || now === 'asked') && since < at;
	const raised =
		state === 'requested' ? movesTo('requested', containment.policies.filter(waits)) : [];
	if (raised.length > 0) {
		return step(containment, { ...draft, moves: raised, until: isLater ? request.until : null });
	}
	return isLater ? extend(containment, { until: request.until, by, at }) : null;
}

/**
 * A new attempt, seen after the clock had ended it. The order in which the two were seen must not matter, or a late
 * record would leave somebody at large. What is still in a text cannot wait for a human: it ends first.
 */
function mayRevive({ ending, state }: Containment, to: State): boolean {
	return ending?.by.kind === 'clock' && (state === 'ended' || to === 'requested');
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
	const isMeant = ({ state, since }: PolicyProgress) => needsApproval(state) && since <= at;
	const moves = movesTo('requested', containment.policies.filter(isMeant));
	if (containment.ending !== null || moves.length === 0) return null;
	return step(containment, { kind: 'approved', at, by, moves, until: null, why });
}

/** What no text holds ends at once, the rest when it is known to be out of its text. A human's word outlives the clock's. */
export function end(containment: Containment, ending: Ending): Advanced | null {
	const earlier = containment.ending;
	const isOutranked = earlier?.by.kind === 'clock' && ending.by.kind !== 'clock';
	if (earlier !== null && !isOutranked) return null;
	const nowhere = containment.policies.filter(({ state }) => standingOf(state, true) === 'none');
	const { at, by, why } = ending;
	const moves = movesTo('ended', nowhere);
	return step({ ...containment, ending }, { kind: 'ending', at, by, moves, until: null, why });
}

/** The clock's own ending. */
export function expire(containment: Containment, now: number): Advanced | null {
	if (containment.until > now) return null;
	return end(containment, { by: { kind: 'clock' }, at: now, why: null });
}
