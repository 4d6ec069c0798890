import type { Plan } from '../containment/plan-containment.ts';
import type { KeyOfUser } from '../credential/key-age.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';

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
}
