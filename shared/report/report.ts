import type { AccountReport, Finding, FlaggedCredential } from './account-report.ts';

/** An account that could not be read. Nothing is said about its credentials. */
export interface FailedAccount {
	readonly account: string;
	/** One sentence in English: the error, and what helps. */
	readonly why: string;
}

/** A flagged credential in a report. */
export interface ReportedCredential extends FlaggedCredential {
	/** True if it has a finding above `info` that the previous report did not have. */
	readonly isNew: boolean;
}

/** The report over all accounts. Times are milliseconds since 1970, UTC. */
export interface CredentialReport {
	/** `2026-W49`, the ISO week in the configured time zone. */
	readonly week: string;
	/** When it was put together. */
	readonly at: number;
	readonly accounts: readonly Omit<AccountReport, 'credentials'>[];
	readonly failed: readonly FailedAccount[];
	/** The most severe first, then the oldest. */
	readonly credentials: readonly ReportedCredential[];
	readonly counts: ReportCounts;
	/** Active access keys in each age band, in this report and in the previous one. */
	readonly ageBands: readonly number[];
	readonly previousAgeBands: readonly number[] | null;
}

export interface ReportCounts {
	readonly accounts: number;
	readonly users: number;
	readonly activeKeys: number;
	/** Credentials with a finding above `info`. */
	readonly action: number;
	/** How many of them are new; null if there is no previous report. */
	readonly new: number | null;
	/** How many of the previous report no longer need action; null if there is none. */
	readonly resolved: number | null;
	/** How many that need action have no known owner. */
	readonly withoutOwner: number;
	readonly oldestKeyDays: number | null;
}

/** True if somebody must do something about the finding. */
export function needsAction({ severity }: Pick<Finding, 'severity'>): boolean {
	return severity !== 'info';
}
