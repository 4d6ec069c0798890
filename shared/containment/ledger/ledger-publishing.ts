import type { TargetId } from '../containment.ts';
import type { Actor, Containment, TextChange, Trouble } from './ledger.ts';
import { mayFollow, type State, wayTo } from './ledger-states.ts';
import { type Advanced, step } from './ledger-step.ts';
import type { Outcome } from './ledger-policy.ts';

/** What a publisher does to one target, and under which lease. `text` is null where nothing was replaced. */
export interface PublishingOf {
	readonly target: TargetId;
	readonly generation: number;
	readonly by: Actor;
	readonly at: number;
	readonly text: TextChange | null;
}

/** Somebody has taken it up. Null where this lease, or a newer one, has spoken already. */
export function startPublishing(containment: Containment, publishing: PublishingOf): Advanced | null {
	const entry = containment.targets.find(({ target }) => target === publishing.target);
	if (entry === undefined || entry.generation >= publishing.generation) return null;
	return pass({ containment, added: [] }, { to: 'publishing', trouble: null, publishing });
}

/**
 * What a publisher saw. Nothing changes where a newer lease has spoken, where this one has spoken already, or where the
 * state may not follow: somebody was quicker, and the next publication sees how it stands now.
 */
export function settleTarget(
	containment: Containment,
	{ state: to, trouble }: Outcome,
	publishing: PublishingOf,
): Advanced | null {
	const entry = containment.targets.find(({ target }) => target === publishing.target);
	if (entry === undefined || entry.generation > publishing.generation) return null;
	if (entry.generation === publishing.generation && entry.state !== 'publishing') return null;
	// Wished again while it was being taken out: it is out of the text, and must go in again.
	if (to === 'ended' && containment.ending === null) return null;
	if (entry.state === to) {
		const isNews = trouble?.reason !== entry.trouble?.reason || trouble?.mend !== entry.trouble?.mend;
		return isNews ? pass({ containment, added: [] }, { to, trouble, publishing }) : null;
	}
	let advanced: Advanced = { containment, added: [] };
	for (const next of wayTo(entry.state, to)) {
		advanced = pass(advanced, { to: next, trouble: next === to ? trouble : null, publishing }) ?? advanced;
	}
	return advanced.added.length === 0 ? null : advanced;
}

/** One target, one state further, under a lease. */
function pass(
	{ containment, added }: Advanced,
	{ to, trouble, publishing }: { to: State; trouble: Trouble | null; publishing: PublishingOf },
): Advanced | null {
	const { target, generation, by, at, text } = publishing;
	const from = containment.targets.find((entry) => entry.target === target)?.state;
	if (from === undefined || (from !== to && !mayFollow(from, to))) return null;
	const targets = containment.targets.map((entry) => {
		return entry.target === target ? { ...entry, generation } : entry;
	});
	const kind = to === 'publishing' ? 'publishing' : 'settled';
	const moves = [{ target, from, to, trouble }];
	const next = step({ ...containment, targets }, { kind, at, by, moves, until: null, why: null, text });
	return { ...next, added: [...added, ...next.added] };
}
