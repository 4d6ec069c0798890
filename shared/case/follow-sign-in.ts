import type { UserAge } from '../credential/user-age.ts';
import type { CountedActor } from '../history/counted-actor.ts';
import type { Facts, History, Known } from '../history/history.ts';
import type { MemoryKeyPasts } from '../history/memory-key-pasts.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgeSettings } from '../verdict/evidence.ts';
import { establishFacts, isWorkload, judge } from '../verdict/judge.ts';
import type { Judged, JudgedSignIn } from '../verdict/judged-sign-in.ts';
import { keyQuestionOf } from '../verdict/key-question.ts';
import { settleFacts } from '../verdict/settle-facts.ts';
import type { Case } from './case.ts';

/** Adds a judged sign-in to its case. */
export interface Cases {
	add(judged: JudgedSignIn, known: Known): Case | null;
}

export interface Followed extends Judged {
	/** Null if the sign-in needs no case. */
	readonly theCase: Case | null;
	/** Whose credential was used; null for AWS services. */
	readonly countedAs: CountedActor | null;
}

/** Everything that a sign-in goes through. */
export interface Following {
	readonly history: History;
	readonly cases: Cases;
	readonly keyPasts: MemoryKeyPasts;
	readonly settings: JudgeSettings;
	/** What IAM tells about the user of a sign-in, where somebody can ask IAM. */
	readonly ageOf?: (facts: Facts) => UserAge | null;
}

/**
 * Takes one sign-in through the modules: facts, history, verdict, what history remembers, and its
 * case.
 */
export async function followSignIn(
	signIn: SignIn,
	{ history, cases, keyPasts, settings, ageOf = () => null }: Following,
): Promise<Followed> {
	const alone = establishFacts(signIn, settings);
	const known = await history.recall(alone);
	const settled = settleFacts({ ...alone, age: ageOf(alone) }, known, settings);
	const question = keyQuestionOf({ ...settled, known, settings, workload: isWorkload(known) });
	const past = question === null ? null : await keyPasts.find(question);
	const facts = { ...settled, past };
	keyPasts.note(facts);
	const { verdict, remembered } = judge(facts, known, settings);
	await history.remember(facts, remembered);
	const { countedAs } = remembered;
	return { signIn, verdict, known, countedAs, theCase: cases.add({ signIn, verdict }, known) };
}
