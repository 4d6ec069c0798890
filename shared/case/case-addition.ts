import { containmentId } from '../containment/ledger/ledger-requests.ts';
import type { CaseEntry } from './case-entry.ts';
import type { CaseAddition, CaseBefore, RecalledCase } from './case-store.ts';
import { deliveryHash, type KeptCase } from './kept-case.ts';
import { showCase } from './show-case.ts';

/** What a case keeps of an addition. The case's id is the occasion of its containments. */
export function entryOf({ id, judged, name, plan, requested, keyAsked }: CaseAddition): CaseEntry {
	const { signIn, verdict } = judged;
	return {
		delivery: deliveryHash(signIn),
		judged: { signIn, verdict },
		plan: { requests: plan.requests, notContained: plan.notContained, advice: plan.advice },
		...{ name, keyAsked },
		containments: requested.map((request) => containmentId({ request, occasion: id })),
		settled: false,
	};
}

/** The case that an addition opens. */
export function openedCase(addition: CaseAddition, before: CaseBefore | null): RecalledCase {
	const { id, number, whose, judged } = addition;
	const kept: KeptCase = { id, whose, entries: [entryOf(addition)], later: null };
	const shown = showCase(kept);
	const { needsMessage } = shown.case;
	return {
		...{ whose, number, kept, before, needsMessage, ...shown },
		dueSince: needsMessage ? judged.signIn.time : null,
		...{ revision: 1, judgements: 1, writes: 1 },
		...{ answer: null, postedMessage: null, postedRevision: 0, claim: null, replies: [] },
	};
}
