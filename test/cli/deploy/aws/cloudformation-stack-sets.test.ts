import {
	CloudFormationClient,
	ListStackInstancesCommand,
	ListStackSetOperationsCommand,
} from '@aws-sdk/client-cloudformation';
import {
	type Account,
	ListAccountsCommand,
	ListAccountsForParentCommand,
	ListOrganizationalUnitsForParentCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { stackSetQuestions } from '../../../../cli/deploy/aws/cloudformation-stack-sets.ts';

const cloudformation = mockClient(CloudFormationClient);
const organizations = mockClient(OrganizationsClient);
beforeEach(() => {
	cloudformation.reset();
	organizations.reset();
});
afterAll(() => {
	cloudformation.restore();
	organizations.restore();
});

const questions = stackSetQuestions('us-east-1');

describe('the instances', () => {
	it('are read from all pages of each of our four StackSets', async () => {
		cloudformation.on(ListStackInstancesCommand).resolves({ Summaries: [] });
		const asked = { StackSetName: 'eyes-regions' };
		const summary = { Account: '333344445555', Region: 'us-west-2' };
		cloudformation
			.on(ListStackInstancesCommand, asked)
			.resolvesOnce({ Summaries: [{ ...summary, Status: 'CURRENT' }], NextToken: 'more' })
			.resolvesOnce({
				Summaries: [
					{
						...{ ...summary, Region: 'eu-west-1', Status: 'OUTDATED', StatusReason: 'why' },
						StackInstanceStatus: { DetailedStatus: 'FAILED' },
					},
				],
			});
		const place = { stackSet: 'eyes-regions', account: '333344445555' };
		expect(await questions.instances()).toEqual([
			{ ...place, region: 'us-west-2', status: 'CURRENT', detail: '', reason: '' },
			{ ...place, region: 'eu-west-1', status: 'OUTDATED', detail: 'FAILED', reason: 'why' },
		]);
		const names = cloudformation
			.commandCalls(ListStackInstancesCommand)
			.map(({ args: [{ input }] }) => input.StackSetName);
		expect([...new Set(names)]).toEqual([
			'eyes-accounts',
			'eyes-regions',
			'eyes-accounts-named',
			'eyes-regions-named',
		]);
	});

	it('are refused if AWS leaves out where one is', async () => {
		cloudformation.on(ListStackInstancesCommand).resolves({ Summaries: [{ Status: 'CURRENT' }] });
		await expect(questions.instances()).rejects.toThrow(/without account or Region/);
	});
});

describe('the StackSets that work', () => {
	it.each(['RUNNING', 'QUEUED', 'STOPPING'] as const)(
		'are those with an operation that is %s, also on a later page',
		async (status) => {
			const done = { Summaries: [{ Status: 'SUCCEEDED' as const }, { Status: 'FAILED' as const }] };
			cloudformation.on(ListStackSetOperationsCommand).resolves(done);
			cloudformation
				.on(ListStackSetOperationsCommand, { StackSetName: 'eyes-regions' })
				.resolvesOnce({ ...done, NextToken: 'more' })
				.resolvesOnce({ Summaries: [{ Status: status }] });
			expect(await questions.working()).toEqual(['eyes-regions']);
		},
	);
});

describe('the accounts', () => {
	it('are the active ones, and those in units below a unit', async () => {
		const accounts: Account[] = [
			{ Id: '333344445555', State: 'ACTIVE' },
			{ Id: '444455556666', State: 'SUSPENDED' },
		];
		organizations.on(ListAccountsCommand).resolves({ Accounts: accounts });
		organizations
			.on(ListOrganizationalUnitsForParentCommand)
			.resolves({ OrganizationalUnits: [] })
			.on(ListOrganizationalUnitsForParentCommand, { ParentId: 'ou-a1b2-1' })
			.resolves({ OrganizationalUnits: [{ Id: 'ou-a1b2-2' }] });
		organizations
			.on(ListAccountsForParentCommand, { ParentId: 'ou-a1b2-1' })
			.resolvesOnce({ Accounts: [{ Id: '555566667777' }], NextToken: 'more' })
			.resolvesOnce({ Accounts: [{ Id: '666677778888' }] })
			.on(ListAccountsForParentCommand, { ParentId: 'ou-a1b2-2' })
			.resolves({ Accounts: [{ Id: '333344445555' }] });
		expect(await questions.accounts(['ou-a1b2-1'])).toEqual({
			active: ['333344445555'],
			inUnits: ['555566667777', '666677778888', '333344445555'],
		});
	});

	it('are not known if Organizations refuses to list them', async () => {
		const name = 'AccessDeniedException';
		organizations.on(ListAccountsCommand).rejects(Object.assign(new Error('no'), { name }));
		await expect(questions.accounts([])).rejects.toThrow(/organizations:ListAccounts/);
	});
});
