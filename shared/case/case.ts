import type { Principal } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Reason, Severity } from '../verdict/verdict.ts';
import type { CaseUses } from './case-uses.ts';
import type { SessionsByRole } from './sessions-by-role.ts';

/**
 * What a case is about: one person, one role that machines use, or one address that tried many or
 * hidden names.
 */
export type CaseSubject = 'person' | 'workload' | 'address';

/**
 * One incident: the sign-ins of one principal from one network within a window. One Slack message.
 */
export interface Case {
	readonly id: string;
	readonly subject: CaseSubject;
	/** The best name that is known for the subject. */
	readonly name: string;
	readonly principal: Principal;
	/** Milliseconds since 1970, UTC, of the first and last sign-in. */
	readonly openedAt: number;
	readonly lastAt: number;
	readonly severity: Severity;
	/** The sign-in that the card shows: the first of the most severe ones. */
	readonly lead: JudgedSignIn;
	readonly successes: number;
	readonly failures: number;
	/** How many sign-ins of each event name, in order of first appearance. */
	readonly events: Readonly<Record<string, number>>;
	/** The accounts of its sign-ins, in order of first appearance. */
	readonly accounts: readonly string[];
	/** The sessions of roles that its sign-ins made or called with. */
	readonly sessions: SessionsByRole;
	/** What credentials did beside the sign-ins; null if no such use is in the case. */
	readonly uses: CaseUses | null;
	/** One reason per code, in order of first appearance. */
	readonly reasons: readonly Reason[];
	/** True if one of its verdicts says that a message is posted. */
	readonly needsMessage: boolean;
}
