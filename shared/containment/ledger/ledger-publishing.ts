import type { PolicyId } from '../containment.ts';
import type { Actor, Containment, Problem, TextChange } from './ledger.ts';
import type { Outcome } from './ledger-policy.ts';
import { type Advanced, step } from './ledger-requests.ts';
import { mayFollow, type State, wayTo } from './ledger-states.ts';

/** A publication of one policy under a lease. `text` is null if no text was replaced. */
export interface PublishingOf {
	readonly policy: PolicyId;
	readonly generation: number;
	readonly by: Actor;
	readonly at: number;
	readonly text: TextChange | null;
}

/** Moves a containment to `publishing`. Null if this lease or a newer one has written already. */
export function startPublishing(
	containment: Containment,
	publishing: PublishingOf,
): Advanced | null {
	const entry = containment.policies.find(({ policy }) => policy === publishing.policy);
	if (entry === undefined || entry.generation >= publishing.generation) return null;
	return pass({ containment, added: [] }, { to: 'publishing', problem: null, publishing });
}

/**
 * Records an outcome. Null if a newer lease has written, if this lease has written already, or if
 * the state may not follow: then something else was faster, and the next publication sees the
 * current state.
 */
export function settlePolicy(
	containment: Containment,
	outcome: Outcome,
	publishing: PublishingOf,
): Advanced | null {
	const { problem } = outcome;
	const to = isCutSince(containment, outcome) ? 'requested' : outcome.state;
	const entry = containment.policies.find(({ policy }) => policy === publishing.policy);
	if (entry === undefined || entry.generation > publishing.generation) return null;
	if (entry.generation === publishing.generation && entry.state !== 'publishing') return null;
	// It was requested again while it was being taken out, so it must be added again.
	if (to === 'ended' && containment.ending === null) return null;
	if (entry.state === to) {
		return isNews(problem, entry.problem)
			? pass({ containment, added: [] }, { to, problem, publishing })
			: null;
	}
	let advanced: Advanced = { containment, added: [] };
	for (const next of wayTo(entry.state, to)) {
		advanced =
			pass(advanced, { to: next, problem: next === to ? problem : null, publishing }) ?? advanced;
	}
	return advanced.added.length === 0 ? null : advanced;
}

function isNews(problem: Problem | null, known: Problem | null): boolean {
	return problem?.reason !== known?.reason || problem?.remediation !== known?.remediation;
}

/** True if a human cut the role once more after this text was drafted. */
function isCutSince({ issuedBefore = 0 }: Containment, outcome: Outcome): boolean {
	return outcome.issuedBefore !== undefined && issuedBefore > outcome.issuedBefore;
}

/** Moves one policy to its next state under a lease. */
function pass(
	{ containment, added }: Advanced,
	{ to, problem, publishing }: { to: State; problem: Problem | null; publishing: PublishingOf },
): Advanced | null {
	const { policy, generation, by, at, text } = publishing;
	const from = containment.policies.find((entry) => entry.policy === policy)?.state;
	if (from === undefined || (from !== to && !mayFollow(from, to))) return null;
	const policies = containment.policies.map((entry) => {
		if (entry.policy !== policy) return entry;
		return { ...entry, generation, ...(to === 'effective' ? { wasEffective: true } : {}) };
	});
	const kind = to === 'publishing' ? 'publishing' : 'settled';
	const moves = [{ policy, from, to, problem }];
	const next = step(
		{ ...containment, policies },
		{ kind, at, by, moves, until: null, why: null, text },
	);
	return { ...next, added: [...added, ...next.added] };
}
