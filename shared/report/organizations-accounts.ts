import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { globalRegion } from '../runtime/global-region.ts';
import { PATIENT_LIMITS } from '../runtime/request-limits.ts';
import type { AccountDirectory, DirectoryAccount } from './organization-accounts.ts';

/**
 * Lists the accounts of the organization. The delegation of the management account must allow it.
 * Suspended and closed accounts are left out, because nobody can sign in to them or read them.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function organizationsAccounts(client: OrganizationsClient): AccountDirectory {
	return {
		list: async () => {
			const accounts: DirectoryAccount[] = [];
			let NextToken: string | undefined;
			do {
				const page = await client.send(new ListAccountsCommand({ NextToken }));
				for (const { Id, Status, State } of page.Accounts ?? [])
					if (Id !== undefined && (State ?? Status) === 'ACTIVE') accounts.push({ id: Id });
				NextToken = page.NextToken;
			} while (NextToken !== undefined);
			return accounts;
		},
	};
}

/** A client that waits as long as Organizations asks for, because nobody waits for the report. */
export function openOrganizations(partition: string): OrganizationsClient {
	return new OrganizationsClient({
		region: globalRegion(partition),
		maxAttempts: 8,
		requestHandler: PATIENT_LIMITS,
	});
}
