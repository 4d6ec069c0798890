import type { History, Known } from '../history/history.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgeSettings } from '../verdict/evidence.ts';
import { establishFacts, judge } from '../verdict/judge.ts';
import type { Judged, JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { settleFacts } from '../verdict/settle-facts.ts';
import type { Case } from './case.ts';

/** Adds a judged sign-in to its case. */
export interface Cases {
	add(judged: JudgedSignIn, known: Known): Case | null;
}

export interface Followed extends Judged {
	/** Null if the sign-in needs no case. */
	readonly theCase: Case | null;
}

/**
 * Takes one sign-in through the modules: facts, history, verdict, what history remembers, and its
 * case.
 */
export async function followSignIn(
	signIn: SignIn,
	{ history, cases, settings }: { history: History; cases: Cases; settings: JudgeSettings },
): Promise<Followed> {
	const alone = establishFacts(signIn, settings);
	const known = await history.recall(alone);
	const facts = settleFacts(alone, known, settings);
	const { verdict, remembered } = judge(facts, known, settings);
	await history.remember(facts, remembered);
	return { signIn, verdict, known, theCase: cases.add({ signIn, verdict }, known) };
}
