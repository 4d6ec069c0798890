import { shortHash } from '../../runtime/sha256.ts';
import { issuedBeforeAt } from '../role-cut.ts';
import { isWholeRole } from '../selector-form.ts';
import type {
	Actor,
	Containment,
	Decision,
	Ending,
	Move,
	PolicyProgress,
	Step,
	SubmittedRequest,
	TextChange,
} from './ledger.ts';
import { mayFollow, needsApproval, overallState, type State, standingOf } from './ledger-states.ts';

/**
 * The same request has the same id. It has 128 bits: an attacker who chooses session names must not
 * find two with the same id, because the second would not be contained.
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
	return shortHash(JSON.stringify(about));
}

/** Applies a request to the containment with its id, or makes a new one. Null: nothing changes. */
export function applyRequest(
	earlier: Containment | null,
	submitted: SubmittedRequest,
): Advanced | null {
	return earlier === null ? firstStep(submitted) : requestAgain(earlier, submitted);
}

/** Makes a containment from a request. */
export function firstStep(submitted: SubmittedRequest): Advanced {
	const { request, state, at, by, note, caseId } = submitted;
	if (request.policies.length === 0) {
		throw new Error(
			`the request for ${request.selector.value} does not name a policy; a containment needs at least one`,
		);
	}
	const { person, selector, denyScope, until, reason, issuedBefore } = request;
	const cut = issuedBefore === undefined ? {} : { issuedBefore };
	const policies = request.policies.map(({ policy, account, attachment }) => {
		const progress = { state, since: at, problem: null, generation: 0, wasEffective: false };
		return { policy, account, attachment, ...progress };
	});
	const moves = policies.map(({ policy }) => ({ policy, from: null, to: state, problem: null }));
	return {
		containment: {
			id: containmentId(submitted),
			...{ person, selector, denyScope, until, reason, note, caseId, by, state, policies },
			requestedAt: at,
			...cut,
			ending: null,
			steps: 1,
		},
		added: [{ number: 1, kind: 'requested', at, by, moves, until, ...cut, why: note, text: null }],
	};
}

/** Applies a request to an existing containment. Null if it changes nothing. */
export function requestAgain(
	containment: Containment,
	submitted: SubmittedRequest,
): Advanced | null {
	const { request, state, at, by, note, resumedAt = null } = submitted;
	const isLater = request.until > containment.until;
	const cut = laterCut(containment, request.issuedBefore ?? 0);
	const draft = { kind: 'requested', at, by, why: note, ...cut } as const;
	if (containment.ending !== null) {
		if (!mayBeginAgain(containment, submitted)) return null;
		const moves = movesTo(state, containment.policies);
		return step({ ...containment, ending: null }, { ...draft, moves, until: request.until });
	}
	// A sign-in from before a human resumed must not raise what the human left held, also if it is
	// a later one of the same principal and comes again.
	const isNew = resumedAt === null || at > resumedAt;
	// What waits for a human because one record alone proves too little is raised by a record that
	// proves more, also by one of the same second or an earlier one: they come in any order.
	const waits = ({ state: now, since }: PolicyProgress) =>
		isNew && (now === 'asked' || (now === 'held' && since < at));
	const raised =
		state === 'requested' ? movesTo('requested', containment.policies.filter(waits)) : [];
	if (raised.length > 0) {
		return step(containment, { ...draft, moves: raised, until: isLater ? request.until : null });
	}
	return isLater ? extend(containment, { until: request.until, by, at }) : null;
}

/**
 * How long a release holds for later attempts of what was released. Somebody who keeps a
 * case open must not keep the release with it.
 */
const RELEASE_HOLDS = 12 * 3_600_000;

/**
 * True if a new attempt may begin a containment again that has ended. Without it, a late record
 * would leave somebody without containment whose time was over, and a release would never end. If
 * it is still in a text and would wait for a human, it must end first.
 */
function mayBeginAgain(
	{ ending, state, until }: Containment,
	{ request, state: to, at }: SubmittedRequest,
): boolean {
	if (ending === null || (state !== 'ended' && to !== 'requested')) return false;
	return ending.by.kind === 'clock' ? request.until > until : at > ending.at + RELEASE_HOLDS;
}

/** Moves the end later. Null if the new end is not later, or if the containment is ending. */
export function extend(
	containment: Containment,
	{ until, by, at }: { until: number; by: Actor; at: number },
): Advanced | null {
	if (until <= containment.until || containment.ending !== null) return null;
	return step(containment, { kind: 'extended', at, by, moves: [], until, why: null });
}

/**
 * Approves what waited at the time of the decision, so that a repeat does not approve what was
 * refused since. A role is cut once more, also if it was effective.
 */
export function approve(containment: Containment, { by, at, why }: Decision): Advanced | null {
	const isRole = isWholeRole(containment.selector);
	const mayMove = (state: State) => needsApproval(state) || (isRole && state === 'effective');
	const isMeant = ({ state, since }: PolicyProgress) => mayMove(state) && since <= at;
	const moves = movesTo('requested', containment.policies.filter(isMeant));
	const cut = isRole ? laterCut(containment, issuedBeforeAt(at)) : {};
	const changesNothing = moves.length === 0 && cut.issuedBefore === undefined;
	if (containment.ending !== null || changesNothing) return null;
	return step(containment, { kind: 'approved', at, by, moves, until: null, ...cut, why });
}

/** For so long the end of a cut moves if its text cannot be published, in ms after the request. */
const MOST_DELAY = 2 * 86_400_000;

/**
 * Moves the time later before which the sessions of a role are denied, and the end with it, because
 * the sessions issued in the meantime live as long. Null if it is not later, or if the containment
 * is ending.
 */
export function cutLater(
	containment: Containment,
	{ issuedBefore, by, at }: { issuedBefore: number; by: Actor; at: number },
): Advanced | null {
	const cut = laterCut(containment, issuedBefore);
	const isOver = containment.ending !== null || !isWholeRole(containment.selector);
	if (isOver || cut.issuedBefore === undefined) return null;
	const { issuedBefore: before = issuedBefore, requestedAt } = containment;
	const end = containment.until + issuedBefore - before;
	const isDelayed = end > containment.until && end <= requestedAt + MOST_DELAY;
	const until = isDelayed ? end : null;
	return step(containment, { kind: 'extended', at, by, moves: [], until, ...cut, why: null });
}

function laterCut({ issuedBefore: known = 0 }: Containment, issuedBefore: number) {
	return issuedBefore > known ? { issuedBefore } : {};
}

/**
 * Ends a containment. Policies without it end at once, the others when it is out of the text. The
 * decision of a human replaces that of the clock.
 */
export function end(containment: Containment, ending: Ending): Advanced | null {
	const earlier = containment.ending;
	const isOutranked = earlier?.by.kind === 'clock' && ending.by.kind !== 'clock';
	if (earlier !== null && !isOutranked) return null;
	const nowhere = containment.policies.filter(({ state }) => standingOf(state, true) === 'none');
	const { at, by, why } = ending;
	const moves = movesTo('ended', nowhere);
	return step({ ...containment, ending }, { kind: 'ending', at, by, moves, until: null, why });
}

/** Ends a containment whose time is over. */
export function expire(containment: Containment, now: number): Advanced | null {
	if (containment.until > now) return null;
	return end(containment, { by: { kind: 'clock' }, at: now, why: null });
}

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
			...(draft.issuedBefore === undefined ? {} : { issuedBefore: draft.issuedBefore }),
			state: overallState(policies.map(({ state }) => state)),
			steps: added.number,
		},
		added: [added],
	};
}
