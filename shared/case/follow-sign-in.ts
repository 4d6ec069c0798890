import type { History, Known } from '../history/history.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgeSettings } from '../verdict/evidence.ts';
import { establishFacts, judge } from '../verdict/judge.ts';
import type { Judged, JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';

/** Where a judged sign-in finds its case. */
export interface Cases {
	add(judged: JudgedSignIn, known: Known): Case | null;
}

export interface Followed extends Judged {
	/** Null where nobody is to be told. */
	readonly theCase: Case | null;
}

/** One sign-in's way through the modules: facts, what is known, the answer, what is remembered, whose case it is. */
export async function followSignIn(
	signIn: SignIn,
	{ history, cases, settings }: { history: History; cases: Cases; settings: JudgeSettings },
): Promise<Followed> {
	const facts = establishFacts(signIn, settings);
	const known = await history.recall(facts);
	const { verdict, remembered } = judge(facts, known, settings);
	await history.remember(facts, remembered);
	return { signIn, verdict, known, theCase: cases.add({ signIn, verdict }, known) };
}
