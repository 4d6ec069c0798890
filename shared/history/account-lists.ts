/** Keeps when the accounts of the organization were last listed, and which they were. */
export interface AccountLists {
	/** True if they were not listed for a day, or if that failed and an hour is over. */
	isDue(now: number): Promise<boolean>;
	/** Notes that Organizations lists these accounts now. */
	note(accounts: readonly string[], now: number): Promise<void>;
	/** Notes that they could not be listed. The last list counts for some days. */
	noteFailure(now: number): Promise<void>;
}
