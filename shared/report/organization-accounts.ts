import type { Answer } from './answer.ts';

export interface OrganizationAccount {
	readonly id: string;
	/** The name that people gave it. It need not be unique. */
	readonly name: string;
}

export interface ListedAccounts {
	/** Accounts that can be read, in the order of their ids. */
	readonly active: readonly OrganizationAccount[];
	/** Suspended accounts, and those that are being opened or closed: nobody can sign in there. */
	readonly notActive: readonly OrganizationAccount[];
}

/** Lists every account of the organization, the management account among them. */
export interface OrganizationAccounts {
	list(): Promise<Answer<ListedAccounts>>;
}

/** The only account, where there is no organization. Its name is not known. */
export function onlyAccount(id: string): OrganizationAccounts {
	return {
		list: async () => ({ kind: 'read', value: { active: [{ id, name: id }], notActive: [] } }),
	};
}
