import { containmentId } from '../containment/ledger/ledger-requests.ts';
import type { Plan } from '../containment/plan-containment.ts';
import type { KeyOfUser } from '../credential/key-age.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { CaseAddition, CaseBefore, RecalledCase } from './case-store.ts';
import { deliveryHash, type KeptCase } from './kept-case.ts';
import { type SessionsByRole, sessionsIn } from './sessions-by-role.ts';
import { showCase } from './show-case.ts';

/** One sign-in of a case, with everything that the case needs of it. */
export interface CaseEntry {
	/** `deliveryHash` of the sign-in. */
	readonly delivery: string;
	readonly judged: JudgedSignIn;
	/** The best name for the subject of the case that was known at the time. */
	readonly name: string;
	readonly plan: Plan;
	/** Ids of the containments that were requested because of it. */
	readonly containments: readonly string[];
	readonly keyAsked: KeyOfUser | null;
	/** True once IAM has answered the age of its key. A repeat of the sign-in does not reset it. */
	readonly settled: boolean;
	/** Its sessions of roles; they are not cut as the texts of the sign-in are. Older entries lack it. */
	readonly sessions?: SessionsByRole;
}

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
		sessions: sessionsIn(signIn),
	};
}

/** The case that an addition opens. */
export function openedCase(addition: CaseAddition, before: CaseBefore | null): RecalledCase {
	const { id, number, whose, judged } = addition;
	const kept: KeptCase = { id, whose, entries: [entryOf(addition)], later: null, joined: null };
	const shown = showCase(kept);
	const { needsMessage } = shown.case;
	return {
		...{ whose, number, kept, before, needsMessage, ...shown },
		dueSince: needsMessage ? judged.signIn.time : null,
		...{ revision: 1, judgements: 1, writes: 1 },
		...{ answer: null, postedMessage: null, postedRevision: 0, claim: null, replies: [] },
	};
}
