import {
	type Account,
	ListAccountsCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { organizationsAccounts } from '../../../shared/report/organizations-accounts.ts';
import { onePage } from '../../support/one-page.ts';
import { awsError } from '../../support/scripted-calls.ts';

function givenAccounts(accounts: readonly Account[]) {
	const client = new OrganizationsClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	mock.on(ListAccountsCommand).callsFake(async ({ NextToken }) => {
		// The first page is empty, which AWS allows.
		if (NextToken === undefined) return { Accounts: [], NextToken: '0' };
		const { page, marker } = onePage(accounts, NextToken);
		return { Accounts: page, NextToken: marker };
	});
	return { mock, accounts: organizationsAccounts(client) };
}

describe('the accounts of the organization', () => {
	it('are read page by page; those that are not active are apart', async () => {
		const { accounts } = givenAccounts([
			{ Id: '333344445555', Name: 'prod', State: 'ACTIVE', Status: 'SUSPENDED' },
			{ Id: '111122223333', Name: 'audit', Status: 'ACTIVE' },
			{ Id: '222233334444', Name: 'new' },
			{ Id: '444455556666', Name: 'old', Status: 'SUSPENDED' },
			{ Id: '555566667777', Name: 'closed', State: 'CLOSED', Status: 'ACTIVE' },
			{ Id: '666677778888', Name: 'opening', State: 'PENDING_ACTIVATION' },
			{ Id: '777788889999', Name: 'closing', State: 'PENDING_CLOSURE' },
		]);
		const { active, notActive } = await read(accounts);
		expect(active).toEqual([
			{ id: '111122223333', name: 'audit' },
			{ id: '222233334444', name: 'new' },
			{ id: '333344445555', name: 'prod' },
		]);
		expect(notActive.map(({ name }) => name)).toEqual(['old', 'closed', 'opening', 'closing']);
	});

	it.each([
		['AccessDeniedException', 'AccessDenied; allow it in the role'],
		['AWSOrganizationsNotInUseException', 'single-account'],
		['TooManyRequestsException', 'try again later'],
		['ServiceException', 'side of AWS'],
	])('fail with %s and what helps', async (name, help) => {
		const { mock, accounts } = givenAccounts([]);
		mock.on(ListAccountsCommand).rejects(awsError(name));
		expect(await accounts.list()).toMatchObject({
			kind: 'failed',
			why: expect.stringContaining(help),
		});
	});

	it('fail if there are none, which is not an organization without findings', async () => {
		expect(await givenAccounts([]).accounts.list()).toMatchObject({
			kind: 'failed',
			why: expect.stringContaining('no account at all'),
		});
	});

	it('fail if the pages go in a circle', async () => {
		const { mock, accounts } = givenAccounts([]);
		mock.on(ListAccountsCommand).resolves({ Accounts: [], NextToken: 'again' });
		expect(await accounts.list()).toMatchObject({ kind: 'failed' });
	});
});

async function read(accounts: ReturnType<typeof organizationsAccounts>) {
	const answer = await accounts.list();
	if (answer.kind === 'failed') throw new Error(answer.why);
	return answer.value;
}
