import type { KeyOfUser } from '../credential/key-age.ts';
import { severityRank } from '../verdict/verdict.ts';
import type { Case } from './case.ts';
import { isJoining } from './case-key.ts';
import { betterName } from './case-name.ts';
import { addToCasePlan, type CasePlan, NO_PLAN } from './case-plan.ts';
import { mergeUses } from './case-uses.ts';
import { growCase, joinCase, mergeReasons, openCase, withOneMore } from './grow-case.ts';
import type { JoinedUses } from './joined-uses.ts';
import { type KeptCase, withoutCopies } from './kept-case.ts';
import type { LaterSignIns } from './later-sign-ins.ts';
import { mergeSessions, NO_SESSIONS } from './sessions-by-role.ts';

/** What the card of a case shows, as far as it follows from the sign-ins. */
export interface ShownCase {
	readonly case: Case;
	readonly plan: CasePlan;
	readonly containments: readonly string[];
	readonly keyAsked: KeyOfUser | null;
}

/**
 * Puts the kept sign-ins together in the order of time, whatever the order in which they arrived.
 * As in replay, a second record of the same act does not count. Throws if the case has no sign-in.
 */
export function showCase(kept: KeptCase): ShownCase {
	const { entries, later } = kept;
	const all = later === null ? entries : [...entries, later.lead];
	return {
		case: caseOf(kept),
		plan: planOf(kept),
		containments: [
			...new Set([
				...entries.flatMap((entry) => entry.containments),
				...(later?.containments ?? []),
			]),
		],
		keyAsked: all.find(({ keyAsked }) => keyAsked !== null)?.keyAsked ?? null,
	};
}

/** What makes a card due: everything that it shows, but not each use that joins. */
export function shownOnCard(kept: KeptCase): unknown {
	return { ...showCase({ ...kept, joined: null }), joined: kept.joined?.shown ?? null };
}

function caseOf({ id, whose, entries, later, joined }: KeptCase): Case {
	const [first, ...others] = withoutCopies(entries);
	if (first === undefined) throw new Error(`the case ${id} has no sign-in`);
	const opened: Case = { ...openCase(whose, first.judged, first.name), id };
	const grown = others.reduce(
		(theCase, { judged, name }) =>
			isJoining(judged)
				? joinCase(theCase, judged.signIn)
				: growCase(theCase, judged, betterName(theCase, name)),
		opened,
	);
	const sessions = entries.reduce(
		(all, entry) => mergeSessions(all, entry.sessions ?? NO_SESSIONS),
		later?.sessions ?? NO_SESSIONS,
	);
	return withJoined({ ...(later === null ? grown : withLater(grown, later)), sessions }, joined);
}

function withJoined(theCase: Case, joined: JoinedUses | null): Case {
	if (joined === null) return theCase;
	const { uses } = joined;
	const lastAt = Math.max(theCase.lastAt, uses.lastAt);
	return { ...theCase, lastAt, uses: mergeUses(theCase.uses, uses) };
}

/** Adds the later sign-ins. All of them are later than those that are kept one by one. */
function withLater(theCase: Case, later: LaterSignIns): Case {
	const { lead, named } = later;
	const isWorse = severityRank(lead.judged.verdict.severity) > severityRank(theCase.severity);
	const worst = {
		principal: lead.judged.signIn.principal,
		severity: lead.judged.verdict.severity,
		lead: lead.judged,
	};
	const events = { ...theCase.events };
	for (const [event, count] of Object.entries(later.events))
		events[event] = (events[event] ?? 0) + count;
	return {
		...theCase,
		...(isWorse ? worst : {}),
		name: named === null ? theCase.name : betterName(theCase, named.name),
		lastAt: Math.max(theCase.lastAt, later.lastAt),
		successes: theCase.successes + later.successes,
		failures: theCase.failures + later.failures,
		events,
		uses: mergeUses(theCase.uses, later.uses ?? null),
		accounts: later.accounts.reduce<readonly string[]>(withOneMore, theCase.accounts),
		reasons: mergeReasons(
			theCase.reasons,
			later.reasons.map(({ reason }) => reason),
		),
		needsMessage: theCase.needsMessage || later.needsMessage,
	};
}

function planOf({ entries, later }: KeptCase): CasePlan {
	const first = withoutCopies(entries).reduce(
		(plan, entry) => addToCasePlan(plan, entry.plan),
		NO_PLAN,
	);
	if (later === null) return first;
	const both = addToCasePlan(first, {
		requests: later.plan.requests,
		notContained: null,
		advice: null,
	});
	return {
		...both,
		notContained: [...new Set([...first.notContained, ...later.plan.notContained])],
	};
}
