import type { OrganizationAccount } from './organization-accounts.ts';

/** A run is told at the latest so long after its start, in milliseconds: two hours. */
export const RUN_MS = 2 * 3_600_000;

/** The report of one week. Times are milliseconds since 1970, UTC. */
export interface NewRun {
	/** `2026-W49`, the ISO week in the configured time zone. */
	readonly week: string;
	/** When the schedule meant it to start, and when it did. */
	readonly scheduledAt: number;
	readonly startedAt: number;
}

export interface ReportRun extends NewRun {
	/** At this time it is told without the accounts that are missing. */
	readonly deadline: number;
	/** Null until the report is on its way to Slack. */
	readonly toldAt: number | null;
	/** Every account of the run, in the order in which the run was started. */
	readonly accounts: readonly AccountOfRun[];
}

export const ACCOUNT_STATES = ['waiting', 'read', 'failed'] as const;

export interface AccountOfRun {
	readonly account: string;
	/** Null if it is not known. */
	readonly name: string | null;
	/** `waiting` also if the table's item about the account cannot be read; `why` says so then. */
	readonly state: (typeof ACCOUNT_STATES)[number];
	/** One sentence in English: the error, and what helps. */
	readonly why: string | null;
	/** When it was read or failed. */
	readonly at: number | null;
	/** What was not looked at in an account that was read, or null. */
	readonly note: string | null;
}

/** How the reading of one account ended. */
export type AccountOutcome =
	| { readonly state: 'read'; readonly at: number; readonly note: string | null }
	| { readonly state: 'failed'; readonly at: number; readonly why: string };

/** The stored runs. Every call may be repeated, and they may come in any order. */
export interface ReportRuns {
	/**
	 * The first start of a week decides its times and accounts. A later one only completes what the
	 * first one did not write. Gives the run as it is stored.
	 */
	start(run: NewRun, accounts: readonly OrganizationAccount[]): Promise<ReportRun>;
	/** `read` prevails over `failed`, and then the later outcome over the earlier one. */
	finishAccount(week: string, account: string, outcome: AccountOutcome): Promise<void>;
	/** Null if the week has no run. */
	find(week: string): Promise<ReportRun | null>;
	/**
	 * Runs that are not told although their deadline has passed, the earliest first. The list may
	 * be a second behind.
	 */
	overdue(now: number): Promise<readonly ReportRun[]>;
	/** The first time stays. */
	recordTold(week: string, at: number): Promise<void>;
}

/** True if no account is waited for. */
export function isFinished({ accounts }: ReportRun): boolean {
	return accounts.every(({ state }) => state !== 'waiting');
}
