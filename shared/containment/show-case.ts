import type { Case } from '../case/case.ts';
import { betterName } from '../case/case-name.ts';
import { growCase, mergeReasons, openCase, withOneMore } from '../case/grow-case.ts';
import type { KeyOfUser } from '../credential/key-age.ts';
import { severityRank } from '../verdict/verdict.ts';
import { addToCasePlan, type CasePlan, NO_PLAN } from './case-plan.ts';
import type { CaseRest } from './case-rest.ts';
import { type KeptCase, withoutCopies } from './kept-case.ts';

/** What a card shows of a case, as far as it follows from the case's sign-ins. */
export interface ShownCase {
	readonly case: Case;
	readonly plan: CasePlan;
	readonly containments: readonly string[];
	readonly keyAsked: KeyOfUser | null;
}

/**
 * What follows from the sign-ins that are kept: they are put together in the order of judging, whatever the order in
 * which they came, and a second record of one act counts for nothing, as in replay. Throws where nothing is kept.
 */
export function showCase(kept: KeptCase): ShownCase {
	const { entries, rest } = kept;
	const all = rest === null ? entries : [...entries, rest.lead];
	return {
		case: caseOf(kept),
		plan: planOf(kept),
		containments: [
			...new Set([...entries.flatMap((entry) => entry.containments), ...(rest?.containments ?? [])]),
		],
		keyAsked: all.find(({ keyAsked }) => keyAsked !== null)?.keyAsked ?? null,
	};
}

function caseOf({ id, whose, entries, rest }: KeptCase): Case {
	const [first, ...others] = withoutCopies(entries);
	if (first === undefined) throw new Error(`the case ${id} has no sign-in`);
	const opened: Case = { ...openCase(whose, first.judged, first.name), id };
	const grown = others.reduce(
		(theCase, { judged, name }) => growCase(theCase, judged, betterName(theCase, name)),
		opened,
	);
	return rest === null ? grown : withRest(grown, rest);
}

/** All of the rest is later than all that is kept one by one. */
function withRest(theCase: Case, rest: CaseRest): Case {
	const { lead, named } = rest;
	const isWorse = severityRank(lead.judged.verdict.severity) > severityRank(theCase.severity);
	const worst = {
		principal: lead.judged.signIn.principal,
		severity: lead.judged.verdict.severity,
		lead: lead.judged,
	};
	const events = { ...theCase.events };
	for (const [event, count] of Object.entries(rest.events)) events[event] = (events[event] ?? 0) + count;
	return {
		...theCase,
		...(isWorse ? worst : {}),
		name: named === null ? theCase.name : betterName(theCase, named.name),
		lastAt: Math.max(theCase.lastAt, rest.lastAt),
		successes: theCase.successes + rest.successes,
		failures: theCase.failures + rest.failures,
		events,
		accounts: rest.accounts.reduce<readonly string[]>(withOneMore, theCase.accounts),
		reasons: mergeReasons(
			theCase.reasons,
			rest.reasons.map(({ reason }) => reason),
		),
		posted: theCase.posted || rest.posted,
	};
}

function planOf({ entries, rest }: KeptCase): CasePlan {
	const first = withoutCopies(entries).reduce((plan, entry) => addToCasePlan(plan, entry.plan), NO_PLAN);
	if (rest === null) return first;
	const later = addToCasePlan(first, { wishes: rest.plan.wishes, notContained: null, advice: null });
	return { ...later, notContained: [...new Set([...first.notContained, ...rest.plan.notContained])] };
}
