import type { Plan } from '../containment/plan-containment.ts';
import type { KeyOfUser } from '../credential/key-age.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';

/** One sign-in of a case, with all that the case needs of it. */
export interface CaseEntry {
	/** `deliveryHash` of the sign-in. */
	readonly delivery: string;
	readonly judged: JudgedSignIn;
	/** The best name known at its time for whose case it is. */
	readonly name: string;
	readonly plan: Plan;
	/** Ids of the containments requested because of it. */
	readonly containments: readonly string[];
	readonly keyAsked: KeyOfUser | null;
	/** Its key's age was asked for and answered; a repeat that asks again does not undo this. */
	readonly settled: boolean;
}
