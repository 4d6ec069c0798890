import {
	CloudFormationClient,
	DescribeOrganizationsAccessCommand,
	DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
	CloudTrailClient,
	DescribeTrailsCommand,
	GetEventSelectorsCommand,
	GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
	IAMClient,
	ListEntitiesForPolicyCommand,
	NoSuchEntityException,
} from '@aws-sdk/client-iam';
import {
	AccessDeniedException,
	DescribePolicyCommand,
	DescribeResourcePolicyCommand,
	ListPoliciesCommand,
	ListRootsCommand,
	OrganizationsClient,
	ResourcePolicyNotFoundException,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { awsQuestions } from '../../../../cli/deploy/aws/aws-questions.ts';
import { SCP } from '../deploy-world.ts';

const cloudformation = mockClient(CloudFormationClient);
const cloudtrail = mockClient(CloudTrailClient);
const organizations = mockClient(OrganizationsClient);
const iam = mockClient(IAMClient);
const mocks = [cloudformation, cloudtrail, organizations, iam];
afterEach(() => {
	for (const mock of mocks) mock.reset();
});
afterAll(() => {
	for (const mock of mocks) mock.restore();
});

const aws = awsQuestions('ap-northeast-2');
const TRAIL = { TrailARN: 'arn:all', HomeRegion: 'us-east-1', IsMultiRegionTrail: true };

function named(name: string, message = 'no'): Error {
	return Object.assign(new Error(message), { name });
}

describe('the answers of AWS', () => {
	it('give the version of the bootstrap stack, or null if it is missing', async () => {
		cloudformation.on(DescribeStacksCommand).resolvesOnce({
			Stacks: [
				{
					...{ StackName: 'CDKToolkit', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(0) },
					Outputs: [{ OutputKey: 'BootstrapVersion', OutputValue: '28' }],
				},
			],
		});
		expect(await aws.bootstrapVersion('us-east-1')).toBe(28);
		cloudformation
			.on(DescribeStacksCommand)
			.rejects(named('ValidationError', 'Stack with id CDKToolkit does not exist'));
		expect(await aws.bootstrapVersion('us-east-1')).toBeNull();
		cloudformation.on(DescribeStacksCommand).rejects(named('ValidationError', 'something else'));
		await expect(aws.bootstrapVersion('us-east-1')).rejects.toThrow('something else');
	});

	it('give every trail with what it logs, in either form', async () => {
		cloudtrail.on(DescribeTrailsCommand).resolves({
			trailList: [TRAIL, { ...TRAIL, TrailARN: 'arn:new', IsOrganizationTrail: true }],
		});
		cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
		cloudtrail
			.on(GetEventSelectorsCommand, { TrailName: 'arn:all' })
			.resolves({ EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] })
			.on(GetEventSelectorsCommand, { TrailName: 'arn:new' })
			.resolves({
				AdvancedEventSelectors: [
					{
						FieldSelectors: [
							{ Field: 'eventCategory', Equals: ['Management'] },
							{ Field: 'eventSource', NotStartsWith: ['kms'] },
						],
					},
				],
			});
		expect(await aws.trails('ap-northeast-2')).toEqual([
			{
				...{ arn: 'arn:all', isOrganization: false, isMultiRegion: true, isLogging: true },
				selectors: { kind: 'basic', selectors: [{ readWrite: 'All', management: true }] },
			},
			{
				...{ arn: 'arn:new', isOrganization: true, isMultiRegion: true, isLogging: true },
				selectors: {
					kind: 'advanced',
					selectors: [
						[
							{ field: 'eventCategory', equals: ['Management'], notEquals: [], other: false },
							{ field: 'eventSource', equals: [], notEquals: [], other: true },
						],
					],
				},
			},
		]);
	});

	it('give what may be read of a trail of the organization', async () => {
		cloudtrail.on(DescribeTrailsCommand).resolves({ trailList: [TRAIL] });
		cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
		cloudtrail.on(GetEventSelectorsCommand).rejects(named('AccessDeniedException'));
		expect(await aws.trails('ap-northeast-2')).toMatchObject([
			{ isLogging: true, selectors: null },
		]);
		cloudtrail.on(GetEventSelectorsCommand).rejects(named('ThrottlingException'));
		await expect(aws.trails('ap-northeast-2')).rejects.toThrow();
	});

	it('give the SCP by its name, or why it is not known', async () => {
		organizations
			.on(ListPoliciesCommand)
			.resolves({ Policies: [{ Name: 'eyes-containment', Arn: SCP }] });
		expect(await aws.scpByName('eyes-containment')).toEqual({ arn: SCP });
		expect(await aws.scpByName('another')).toBe('none');
		organizations
			.on(ListPoliciesCommand)
			.rejects(new AccessDeniedException({ message: 'no', $metadata: {} }));
		expect(await aws.scpByName('eyes-containment')).toBe('denied');
		organizations
			.on(DescribePolicyCommand, { PolicyId: 'p-abcd1234' })
			.resolves({ Policy: { Content: '{}' } });
		expect(await aws.scpText(SCP)).toBe('{}');
	});

	it('give what the organization has enabled', async () => {
		const state = (status: 'ENABLED' | 'PENDING_ENABLE') => [
			{ Id: 'r-a1b2', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY' as const, Status: status }] },
		];
		organizations.on(ListRootsCommand).resolves({ Roots: state('ENABLED') });
		organizations.on(DescribeResourcePolicyCommand).resolves({});
		cloudformation.on(DescribeOrganizationsAccessCommand).resolves({ Status: 'ENABLED' });
		const all = { hasScps: true, hasStackSets: true, hasDelegation: true };
		expect(await aws.organization('us-east-1')).toEqual(all);
		organizations.on(ListRootsCommand).resolves({ Roots: state('PENDING_ENABLE') });
		organizations
			.on(DescribeResourcePolicyCommand)
			.rejects(new ResourcePolicyNotFoundException({ message: 'no', $metadata: {} }));
		cloudformation.on(DescribeOrganizationsAccessCommand).resolves({ Status: 'DISABLED' });
		const none = { hasScps: false, hasStackSets: false, hasDelegation: false };
		expect(await aws.organization('us-east-1')).toEqual(none);
	});

	it('give everybody to whom a policy is attached', async () => {
		iam
			.on(ListEntitiesForPolicyCommand)
			.resolves({ PolicyUsers: [{ UserName: 'minji.kim' }], IsTruncated: true, Marker: 'two' })
			.on(ListEntitiesForPolicyCommand, { Marker: 'two' })
			.resolves({ PolicyRoles: [{ RoleName: 'ops' }] });
		expect(await aws.attachedTo('arn:policy')).toEqual({
			users: ['minji.kim'],
			groups: [],
			roles: ['ops'],
		});
		iam
			.on(ListEntitiesForPolicyCommand)
			.rejects(new NoSuchEntityException({ message: 'no', $metadata: {} }));
		expect(await aws.attachedTo('arn:policy')).toBeNull();
	});
});
