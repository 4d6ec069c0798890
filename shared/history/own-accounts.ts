/**
 * Accounts that have delivered records of their own, which only our accounts can do. So an
 * organization need not list all of its accounts in the configuration.
 */
export interface OwnAccounts {
	/** Gives those of the accounts that have delivered records. */
	known(accounts: readonly string[]): Promise<ReadonlySet<string>>;
	/** Remembers an account. Calling it again changes nothing. */
	remember(account: string): Promise<void>;
}
