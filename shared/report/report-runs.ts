/** What became of one account in a run. */
export interface RunAccount {
	/** Twelve digits. */
	readonly account: string;
	readonly state: 'waiting' | 'read' | 'failed';
	/** Why it failed, in one sentence; otherwise null. */
	readonly why: string | null;
}

/** The report of one week on its way. Times are milliseconds since 1970, UTC. */
export interface ReportRun {
	/** `2026-W49`. */
	readonly week: string;
	readonly startedAt: number;
	/** From then on the report is told without the accounts that still wait. */
	readonly deadline: number;
	readonly toldAt: number | null;
	readonly accounts: readonly RunAccount[];
}

/** The stored runs. Every call may be repeated, and two may come in any order. */
export interface ReportRuns {
	/**
	 * Starts the run of a week. If it was started already, adds the accounts that it lacks and
	 * changes nothing else.
	 */
	start(run: {
		readonly week: string;
		readonly at: number;
		readonly accounts: readonly string[];
	}): Promise<void>;
	find(week: string): Promise<ReportRun | null>;
	/** Ends the work on an account. One that was read stays read. */
	finishAccount(
		week: string,
		account: string,
		outcome: { readonly state: 'read' | 'failed'; readonly why: string | null },
	): Promise<void>;
	/** Gives the weeks whose deadline has passed and that are not told. It may be a second behind. */
	overdue(now: number): Promise<readonly string[]>;
	recordTold(week: string, at: number): Promise<void>;
}
