import {
	CloudFormationClient,
	DescribeStackSetCommand,
	DescribeStacksCommand,
	StackSetNotFoundException,
} from '@aws-sdk/client-cloudformation';
import {
	AccessDeniedException,
	AttachPolicyCommand,
	AWSOrganizationsNotInUseException,
	ChildNotFoundException,
	ConcurrentModificationException,
	DescribeOrganizationCommand,
	DetachPolicyCommand,
	DuplicatePolicyAttachmentException,
	ListParentsCommand,
	ListRootsCommand,
	ListTargetsForPolicyCommand,
	OrganizationsClient,
	PolicyChangesInProgressException,
	PolicyNotAttachedException,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { awsQuestions } from '../../../../cli/deploy/aws/aws-questions.ts';
import { organizationsAttachments } from '../../../../cli/deploy/aws/organizations-attachments.ts';
import { SCP } from '../deploy-world.ts';

const organizations = mockClient(OrganizationsClient);
const cloudformation = mockClient(CloudFormationClient);
afterEach(() => {
	organizations.reset();
	cloudformation.reset();
});
afterAll(() => {
	organizations.restore();
	cloudformation.restore();
});

const aws = awsQuestions('ap-northeast-2');
const attachments = organizationsAttachments('ap-northeast-2');
const PolicyId = 'p-abcd1234';
const error = { message: 'no', $metadata: {} };

describe('the attachments of an SCP', () => {
	it('are all listed, also those of the second page', async () => {
		organizations
			.on(ListTargetsForPolicyCommand, { PolicyId })
			.resolves({ Targets: [{ TargetId: 'r-a1b2' }], NextToken: 'two' })
			.on(ListTargetsForPolicyCommand, { PolicyId, NextToken: 'two' })
			.resolves({ Targets: [{ TargetId: '444455556666' }] });
		expect(await attachments.targetsOf(SCP)).toEqual(['r-a1b2', '444455556666']);
	});

	it('may be there or gone already', async () => {
		organizations
			.on(AttachPolicyCommand, { PolicyId, TargetId: 'r-a1b2' })
			.rejectsOnce(new DuplicatePolicyAttachmentException(error))
			.resolves({})
			.on(DetachPolicyCommand, { PolicyId, TargetId: 'r-a1b2' })
			.rejectsOnce(new PolicyNotAttachedException(error))
			.resolves({});
		for (const change of [attachments.attach, attachments.detach]) {
			expect(await change(SCP, 'r-a1b2')).toBe('done');
			expect(await change(SCP, 'r-a1b2')).toBe('done');
		}
	});

	it('wait for other changes of the organization, and fail for every other reason', async () => {
		organizations
			.on(AttachPolicyCommand)
			.rejectsOnce(new ConcurrentModificationException(error))
			.rejectsOnce(new PolicyChangesInProgressException(error))
			.rejects(new AccessDeniedException(error));
		expect(await attachments.attach(SCP, 'r-a1b2')).toBe('busy');
		expect(await attachments.attach(SCP, 'r-a1b2')).toBe('busy');
		await expect(attachments.attach(SCP, 'r-a1b2')).rejects.toThrow(AccessDeniedException);
	});
});

describe('the tree of an organization', () => {
	it('gives what is above an account, the nearest first, and null for one that is not in it', async () => {
		organizations
			.on(ListParentsCommand, { ChildId: '444455556666' })
			.resolves({ Parents: [{ Id: 'ou-a1b2-11111111', Type: 'ORGANIZATIONAL_UNIT' }] })
			.on(ListParentsCommand, { ChildId: 'ou-a1b2-11111111' })
			.resolves({ Parents: [{ Id: 'r-a1b2', Type: 'ROOT' }] })
			.on(ListParentsCommand, { ChildId: '999900001111' })
			.rejects(new ChildNotFoundException(error));
		expect(await aws.above('444455556666')).toEqual(['ou-a1b2-11111111', 'r-a1b2']);
		expect(await aws.above('999900001111')).toBeNull();
		organizations.on(ListParentsCommand).rejects(new AccessDeniedException(error));
		expect(await aws.above('r-a1b2')).toEqual([]);
		await expect(aws.above('1')).rejects.toThrow(AccessDeniedException);
	});

	it('gives its root and its id, or why the id is not known', async () => {
		organizations.on(ListRootsCommand).resolves({ Roots: [{ Id: 'r-a1b2' }] });
		expect(await aws.root()).toBe('r-a1b2');
		organizations
			.on(DescribeOrganizationCommand)
			.resolvesOnce({ Organization: { Id: 'o-a1b2c3d4e5' } })
			.rejectsOnce(new AWSOrganizationsNotInUseException(error))
			.rejectsOnce(new AccessDeniedException(error));
		expect(await aws.organizationId()).toEqual({ id: 'o-a1b2c3d4e5' });
		expect(await aws.organizationId()).toBeNull();
		expect(await aws.organizationId()).toBe('denied');
	});
});

describe('what is deployed', () => {
	it('is a stack with its parameters, or none', async () => {
		cloudformation
			.on(DescribeStacksCommand)
			.resolvesOnce({
				Stacks: [
					{
						...{ StackName: 'eyes-system', StackStatus: 'UPDATE_COMPLETE' },
						CreationTime: new Date(0),
						Parameters: [{ ParameterKey: 'ContainmentScp', ParameterValue: SCP }],
					},
				],
			})
			.rejects(
				Object.assign(new Error('Stack with id eyes-system does not exist'), {
					name: 'ValidationError',
				}),
			);
		expect(await aws.parameters('eyes-system', 'us-east-1')).toEqual(
			new Map([['ContainmentScp', SCP]]),
		);
		expect(await aws.parameters('eyes-system', 'us-east-1')).toBeNull();
	});

	it('is a StackSet with the units to which it deploys, or none', async () => {
		cloudformation
			.on(DescribeStackSetCommand, { StackSetName: 'eyes-accounts' })
			.resolvesOnce({ StackSet: { OrganizationalUnitIds: ['r-a1b2'] } })
			.rejects(new StackSetNotFoundException(error));
		expect(await aws.unitsOfStackSet('eyes-accounts', 'us-east-1')).toEqual(['r-a1b2']);
		expect(await aws.unitsOfStackSet('eyes-accounts', 'us-east-1')).toEqual([]);
	});
});
