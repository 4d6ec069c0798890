import type { Principal } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Reason, Severity } from '../verdict/verdict.ts';

/**
 * Whose case it is: one person's, one role's used by machines, or one address trying names that are hidden or many.
 */
export type CaseSubject = 'person' | 'workload' | 'address';

/** One incident: the sign-ins of one principal from one network within a window. One Slack message. */
export interface Case {
	readonly id: string;
	readonly subject: CaseSubject;
	/** The best name known for the subject. */
	readonly name: string;
	readonly principal: Principal;
	/** Milliseconds since 1970, UTC, of the first and last sign-in. */
	readonly openedAt: number;
	readonly lastAt: number;
	readonly severity: Severity;
	/** The sign-in that the card shows: the most severe, of these the first. */
	readonly lead: JudgedSignIn;
	readonly successes: number;
	readonly failures: number;
	/** How many sign-ins of each event name, in order of first appearance. */
	readonly events: Readonly<Record<string, number>>;
	/** Accounts touched, in order of first appearance. */
	readonly accounts: readonly string[];
	/** One reason per code, in order of first appearance. */
	readonly reasons: readonly Reason[];
	/** True when a message is due for it. */
	readonly needsMessage: boolean;
}
