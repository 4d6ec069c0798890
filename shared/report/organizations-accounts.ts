import {
	type Account,
	ListAccountsCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { globalRegion } from '../runtime/global-region.ts';
import { READING_LIMITS } from '../runtime/request-limits.ts';
import type { ListedAccounts, OrganizationAccounts } from './organization-accounts.ts';
import { allPages, incomplete, type ReadCall, settle } from './refused-read.ts';

const LIST: ReadCall = { action: 'organizations:ListAccounts', where: 'the organization' };

/**
 * Lists the accounts with the caller's own rights. Only the management account and delegated
 * administrators may do so.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function organizationsAccounts(client: OrganizationsClient): OrganizationAccounts {
	return { list: () => settle(async () => sorted(await listAccounts(client))) };
}

/** Opens the client in the Region where the partition has Organizations; no call is made yet. */
export function openOrganizationAccounts(partition: string): OrganizationAccounts {
	return organizationsAccounts(
		new OrganizationsClient({ region: globalRegion(partition), ...READING_LIMITS }),
	);
}

/** A page may be empty or short and still not be the last one. */
function listAccounts(client: OrganizationsClient): Promise<Account[]> {
	return allPages(LIST, async (NextToken) => {
		const { Accounts: items, NextToken: next } = await client.send(
			new ListAccountsCommand({ NextToken }),
		);
		return { items, isCut: Boolean(next), next };
	});
}

function sorted(accounts: readonly Account[]): ListedAccounts {
	// An organization has its management account at least.
	if (accounts.length === 0) throw incomplete(LIST, 'no account at all');
	const named = accounts
		.map(({ Id: id, Name: name = '', State, Status }) => {
			if (id === undefined) throw incomplete(LIST, 'an account without its id');
			return { id, name, isActive: isActive(State ?? Status) };
		})
		.toSorted((one, other) => (one.id < other.id ? -1 : 1));
	const those = (wanted: boolean) =>
		named.filter((one) => one.isActive === wanted).map(({ id, name }) => ({ id, name }));
	return { active: those(true), notActive: those(false) };
}

/**
 * AWS retires `Status` in favour of `State` in September 2026. An account with neither is read, so
 * that it is not left out silently.
 */
function isActive(state: string | undefined): boolean {
	return state === undefined || state === 'ACTIVE';
}
