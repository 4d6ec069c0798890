import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import {
	GetAccountSettingsCommand,
	GetFunctionConcurrencyCommand,
	LambdaClient,
	ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import {
	ListPoliciesCommand,
	ListPoliciesForTargetCommand,
	OrganizationsClient,
	TargetNotFoundException,
} from '@aws-sdk/client-organizations';
import {
	DescribePermissionSetCommand,
	ListAccountsForProvisionedPermissionSetCommand,
	ListCustomerManagedPolicyReferencesInPermissionSetCommand,
	ListInstancesCommand,
	ListPermissionSetsCommand,
	SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { awsQuestions } from '../../../../cli/deploy/aws/aws-questions.ts';

const account = mockClient(AccountClient);
const iam = mockClient(IAMClient);
const lambda = mockClient(LambdaClient);
const organizations = mockClient(OrganizationsClient);
const sso = mockClient(SSOAdminClient);
const mocks = [account, iam, lambda, organizations, sso];
afterEach(() => {
	for (const mock of mocks) mock.reset();
});
afterAll(() => {
	for (const mock of mocks) mock.restore();
});

const aws = awsQuestions('ap-northeast-2');
const NO = { message: 'no', $metadata: {} };

describe('the answers of AWS before a deployment', () => {
	it('give each Region of the account, over all pages', async () => {
		account
			.on(ListRegionsCommand)
			.resolves({
				Regions: [{ RegionName: 'us-east-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }],
				NextToken: 'two',
			})
			.on(ListRegionsCommand, { NextToken: 'two' })
			.resolves({
				Regions: [
					{ RegionName: 'ap-east-1', RegionOptStatus: 'ENABLED' },
					{ RegionName: 'af-south-1', RegionOptStatus: 'DISABLED' },
					{ RegionName: 'me-south-1', RegionOptStatus: 'DISABLING' },
					{ RegionName: 'eu-south-1', RegionOptStatus: 'ENABLING' },
				],
			});
		expect([...(await aws.regions('ap-northeast-2'))]).toEqual([
			['us-east-1', 'by-default'],
			['ap-east-1', 'enabled'],
			['af-south-1', 'disabled'],
			['me-south-1', 'disabled'],
			['eu-south-1', 'enabling'],
		]);
	});

	it.each([
		['us-gov-west-1', ['us-gov-east-1', 'us-gov-west-1']],
		['cn-north-1', ['cn-north-1', 'cn-northwest-1']],
	])('are not needed for the Regions of other partitions: %s', async (region, names) => {
		expect([...(await aws.regions(region)).keys()]).toEqual(names);
		expect(account.calls()).toEqual([]);
	});

	it('give the concurrency, and what the functions of the stack have of it', async () => {
		lambda.on(GetAccountSettingsCommand).resolves({
			AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 980 },
		});
		lambda
			.on(ListFunctionsCommand)
			.resolves({ Functions: [{ FunctionName: 'eyes-system-Judge1' }], NextMarker: 'two' })
			.on(ListFunctionsCommand, { Marker: 'two' })
			.resolves({
				Functions: [{ FunctionName: 'eyes-system-Notify' }, { FunctionName: 'theirs' }],
			});
		lambda
			.on(GetFunctionConcurrencyCommand, { FunctionName: 'eyes-system-Judge1' })
			.resolves({ ReservedConcurrentExecutions: 10 })
			.on(GetFunctionConcurrencyCommand, { FunctionName: 'eyes-system-Notify' })
			.resolves({})
			.on(GetFunctionConcurrencyCommand, { FunctionName: 'theirs' })
			.resolves({ ReservedConcurrentExecutions: 99 });
		expect(await aws.concurrency('eyes-system', 'ap-northeast-2')).toEqual({
			...{ limit: 1_000, unreserved: 980, ours: 10 },
		});
		lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: {} });
		await expect(aws.concurrency('eyes-system', 'ap-northeast-2')).rejects.toThrow(
			/GetAccountSettings in ap-northeast-2/,
		);
	});

	it('give the SCPs of a target and of the organization', async () => {
		organizations
			.on(ListPoliciesForTargetCommand, { TargetId: 'r-a1b2', Filter: 'SERVICE_CONTROL_POLICY' })
			.resolves({ Policies: [{ Name: 'FullAWSAccess' }], NextToken: 'two' })
			.on(ListPoliciesForTargetCommand, { NextToken: 'two' })
			.resolves({ Policies: [{ Id: 'p-12345678' }] });
		expect(await aws.scpsAt('r-a1b2')).toEqual(['FullAWSAccess', 'p-12345678']);
		organizations.on(ListPoliciesForTargetCommand).rejects(new TargetNotFoundException(NO));
		expect(await aws.scpsAt('r-a1b2')).toBeNull();
		organizations.on(ListPoliciesForTargetCommand).rejects(new Error('something else'));
		await expect(aws.scpsAt('r-a1b2')).rejects.toThrow('something else');
		organizations
			.on(ListPoliciesCommand, { Filter: 'SERVICE_CONTROL_POLICY' })
			.resolves({ Policies: [{ Name: 'eyes-guard' }] });
		expect(await aws.scps()).toEqual(['eyes-guard']);
	});

	it('give the ARN of a role, or null if there is none', async () => {
		const role = {
			...{ Path: '/team/', RoleName: 'deployer', RoleId: 'AROA', CreateDate: new Date(0) },
			Arn: 'arn:aws:iam::111122223333:role/team/deployer',
		};
		iam.on(GetRoleCommand, { RoleName: 'deployer' }).resolves({ Role: role });
		expect(await aws.roleArn('deployer')).toBe(role.Arn);
		iam.on(GetRoleCommand).rejects(new NoSuchEntityException(NO));
		expect(await aws.roleArn('deployer')).toBeNull();
	});

	it('give the permission sets that reference our policy, with their accounts', async () => {
		const instance = { InstanceArn: 'arn:instance' };
		sso.on(ListInstancesCommand).resolves({ Instances: [instance] });
		sso
			.on(ListPermissionSetsCommand, instance)
			.resolves({ PermissionSets: ['arn:one', 'arn:two'], NextToken: 'two' })
			.on(ListPermissionSetsCommand, { ...instance, NextToken: 'two' })
			.resolves({ PermissionSets: ['arn:three'] });
		const references = (path: string) => ({
			CustomerManagedPolicyReferences: [{ Name: 'eyes-containment', Path: path }],
		});
		sso
			.on(ListCustomerManagedPolicyReferencesInPermissionSetCommand)
			.resolves({})
			.on(ListCustomerManagedPolicyReferencesInPermissionSetCommand, {
				PermissionSetArn: 'arn:two',
			})
			.resolves(references('/'))
			.on(ListCustomerManagedPolicyReferencesInPermissionSetCommand, {
				PermissionSetArn: 'arn:three',
			})
			.resolves(references('/eyes/'));
		sso.on(DescribePermissionSetCommand).resolves({ PermissionSet: { Name: 'Admin' } });
		sso
			.on(ListAccountsForProvisionedPermissionSetCommand)
			.resolves({ AccountIds: ['111122223333'], NextToken: 'two' })
			.on(ListAccountsForProvisionedPermissionSetCommand, { NextToken: 'two' })
			.resolves({ AccountIds: ['444455556666'] });
		expect(await aws.referencingSets('ap-northeast-2')).toEqual([
			{
				...{ name: 'Admin', arn: 'arn:three', instance: 'arn:instance' },
				accounts: ['111122223333', '444455556666'],
			},
		]);
		sso.on(ListInstancesCommand).resolves({ Instances: [] });
		expect(await aws.referencingSets('us-east-1')).toEqual([]);
	});
});
