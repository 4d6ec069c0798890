import { getItem, IS_NEW, type Key, putIf, type Table } from '../runtime/dynamodb-table.ts';
import type { OwnAccounts } from './own-accounts.ts';

/**
 * Stores our accounts in the table, one item each, for good. An account that this process has
 * already seen is neither read nor written again.
 */
export function dynamodbOwnAccounts(table: Table): OwnAccounts {
	const seen = new Set<string>();
	return {
		known: async (accounts) => {
			const asked = accounts.filter((account) => !seen.has(account));
			const items = await Promise.all(asked.map((account) => getItem(table, keyOf(account))));
			for (const [at, account] of asked.entries()) if (items[at] !== undefined) seen.add(account);
			return new Set(accounts.filter((account) => seen.has(account)));
		},
		remember: async (account) => {
			if (seen.has(account)) return;
			await putIf(table, { ...keyOf(account) }, IS_NEW);
			seen.add(account);
		},
	};
}

function keyOf(account: string): Key {
	return { pk: `ACCOUNT#${account}`, sk: 'ACCOUNT' };
}
