import type { SignIn } from '../sign-in/sign-in.ts';
import { isToldUse } from '../verdict/credential-use.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { severityRank } from '../verdict/verdict.ts';
import type { Case } from './case.ts';
import { type CaseKey, caseId } from './case-key.ts';
import { addUse } from './case-uses.ts';
import { mergeSessions, sessionsIn } from './sessions-by-role.ts';

/**
 * A list in a case has no more items: a card cannot show more, and a burst must not fill the
 * memory.
 */
const MOST_LISTED = 20;

/**
 * Opens a case with its first sign-in. The id follows only from the key and the time of that
 * sign-in.
 */
export function openCase({ key, subject }: CaseKey, judged: JudgedSignIn, name: string): Case {
	const { signIn, verdict } = judged;
	return {
		id: caseId(key, signIn.time),
		subject,
		name,
		principal: signIn.principal,
		openedAt: signIn.time,
		lastAt: signIn.time,
		severity: verdict.severity,
		lead: judged,
		...NOTHING_COUNTED,
		...countSignIn(NOTHING_COUNTED, judged),
		accounts: signIn.account === null ? [] : [signIn.account],
		sessions: sessionsIn(signIn),
		reasons: verdict.reasons,
		needsMessage: verdict.posted,
	};
}

/** Adds one more sign-in to a case. Sign-ins must come in the order of their time. */
export function growCase(theCase: Case, judged: JudgedSignIn, name: string): Case {
	const { signIn, verdict } = judged;
	const isWorse = severityRank(verdict.severity) > severityRank(theCase.severity);
	return {
		...theCase,
		name,
		principal: isWorse ? signIn.principal : theCase.principal,
		lastAt: signIn.time,
		severity: isWorse ? verdict.severity : theCase.severity,
		lead: isWorse ? judged : theCase.lead,
		...countSignIn(theCase, judged),
		accounts: withOneMore(theCase.accounts, signIn.account),
		sessions: mergeSessions(theCase.sessions, sessionsIn(signIn)),
		reasons: mergeReasons(theCase.reasons, verdict.reasons),
		needsMessage: theCase.needsMessage || verdict.posted,
	};
}

/** Adds a use that joins what was told, or so many that differ in their id alone. */
export function joinCase(theCase: Case, signIn: SignIn, times = 1): Case {
	return {
		...theCase,
		lastAt: Math.max(theCase.lastAt, signIn.time),
		uses: addUse(theCase.uses, signIn, times),
	};
}

type Counts = Pick<Case, 'successes' | 'failures' | 'events' | 'uses'>;

const NOTHING_COUNTED: Counts = { successes: 0, failures: 0, events: {}, uses: null };

/**
 * A use obtains nothing, so it is counted apart from the sign-ins. An attempt to sign in that was
 * denied is both if it was judged as a use.
 */
function countSignIn(counts: Counts, { signIn, verdict }: JudgedSignIn): Partial<Counts> {
	const { outcome, event, part } = signIn;
	const uses = isToldUse({ signIn, verdict }) ? addUse(counts.uses, signIn) : counts.uses;
	if (part === 'use') return { uses };
	return {
		uses,
		successes: counts.successes + (outcome === 'success' ? 1 : 0),
		failures: counts.failures + (outcome === 'failure' ? 1 : 0),
		events: { ...counts.events, [event]: (counts.events[event] ?? 0) + 1 },
	};
}

/** Adds one more item to a list that a card shows. */
export function withOneMore(list: readonly string[], item: string | null): readonly string[] {
	if (item === null || list.includes(item) || list.length >= MOST_LISTED) return list;
	return [...list, item];
}

/**
 * Keeps one reason per code, with the newest evidence: after "3 failures" and "5 failures" only the
 * second matters.
 */
export function mergeReasons(earlier: Case['reasons'], later: Case['reasons']): Case['reasons'] {
	const byCode = new Map(earlier.map((reason) => [reason.code, reason]));
	for (const reason of later) byCode.set(reason.code, reason);
	return [...byCode.values()];
}
