/**
 * Accounts that have delivered records of their own, which only ours can. So an organization need not list all of its
 * accounts in the configuration.
 */
export interface OwnAccounts {
	/** Which of these have delivered. */
	known(accounts: readonly string[]): Promise<ReadonlySet<string>>;
	/** A repeat changes nothing. */
	remember(account: string): Promise<void>;
}
