/** An account that can be read. */
export interface DirectoryAccount {
	/** Twelve digits. */
	readonly id: string;
}

/** The accounts of which the report speaks. */
export interface AccountDirectory {
	/** Gives the active accounts. Throws if they cannot be listed: a part would look complete. */
	list(): Promise<readonly DirectoryAccount[]>;
}

/** The directory of a single account. */
export function onlyAccount(id: string): AccountDirectory {
	return { list: async () => [{ id }] };
}
