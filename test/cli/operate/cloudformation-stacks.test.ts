import {
	CloudFormationClient,
	DescribeStackEventsCommand,
	DescribeStacksCommand,
	ListStackResourcesCommand,
	type StackEvent,
	type StackStatus,
} from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { stackOutputs } from '../../../cli/operate/cloudformation-outputs.ts';
import { awsStacks } from '../../../cli/operate/cloudformation-stacks.ts';

const cloudformation = mockClient(CloudFormationClient);
afterEach(() => cloudformation.reset());
afterAll(() => cloudformation.restore());

const ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/eyes-system/1';

function given(StackStatus: StackStatus, StackStatusReason?: string): void {
	const stack = { StackId: ID, StackName: 'eyes-system', CreationTime: new Date(0), StackStatus };
	cloudformation.on(DescribeStacksCommand).resolves({
		Stacks: [{ ...stack, StackStatusReason, Outputs: [{ OutputKey: 'A', OutputValue: 'a' }] }],
	});
}

function named(name: string, message = 'no'): Error {
	return Object.assign(new Error(message), { name });
}

describe('a stack in CloudFormation', () => {
	it('has a state and a reason', async () => {
		given('ROLLBACK_COMPLETE', 'failed to create: [Role]');
		expect(await awsStacks.state('eyes-system', 'us-east-1')).toEqual({
			...{ name: 'eyes-system', region: 'us-east-1', id: ID },
			...{ status: 'ROLLBACK_COMPLETE', reason: 'failed to create: [Role]' },
		});
	});

	it('is null if the Region does not have it', async () => {
		cloudformation
			.on(DescribeStacksCommand)
			.rejects(named('ValidationError', 'Stack with id eyes-system does not exist'));
		expect(await awsStacks.state('eyes-system', 'us-east-1')).toBeNull();
		expect(await stackOutputs('eyes-system', 'us-east-1')).toBeNull();
		cloudformation.on(DescribeStacksCommand).rejects(named('ValidationError', 'other'));
		await expect(awsStacks.state('eyes-system', 'us-east-1')).rejects.toThrow('other');
	});

	it.each([
		['REVIEW_IN_PROGRESS', false],
		['CREATE_IN_PROGRESS', false],
		['CREATE_FAILED', false],
		['ROLLBACK_IN_PROGRESS', false],
		['ROLLBACK_COMPLETE', false],
		['ROLLBACK_FAILED', false],
		['CREATE_COMPLETE', true],
		['UPDATE_ROLLBACK_COMPLETE', true],
		['UPDATE_ROLLBACK_FAILED', true],
		['DELETE_FAILED', true],
	] as const)('has outputs only once it was deployed: %s', async (status, hasOutputs) => {
		given(status);
		expect(await stackOutputs('eyes-system', 'us-east-1')).toEqual(
			hasOutputs ? new Map([['A', 'a']]) : null,
		);
	});

	it('lists its resources page by page', async () => {
		cloudformation
			.on(ListStackResourcesCommand, { StackName: ID })
			.resolvesOnce({
				StackResourceSummaries: [summary('Table', 'DELETE_SKIPPED')],
				NextToken: '2',
			})
			.resolvesOnce({ StackResourceSummaries: [summary('Queue', 'DELETE_COMPLETE')] });
		expect(await awsStacks.resources(ID, 'us-east-1')).toEqual([
			{ id: 'Table', type: 'AWS::X::Table', physicalId: 'Table-1', status: 'DELETE_SKIPPED' },
			{ id: 'Queue', type: 'AWS::X::Queue', physicalId: 'Queue-1', status: 'DELETE_COMPLETE' },
		]);
	});

	it('names what failed first in its last operation, and neither consequences nor earlier ones', async () => {
		cloudformation
			.on(DescribeStackEventsCommand)
			.resolvesOnce({
				StackEvents: [
					ofStack('ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [Role]'),
					event('Queue', 'CREATE_FAILED', 'Resource creation cancelled'),
					event('Topic', 'CREATE_FAILED', 'too many topics'),
				],
				NextToken: '2',
			})
			.resolvesOnce({
				StackEvents: [
					event('Role', 'CREATE_FAILED', 'already exists'),
					event('Table', 'CREATE_COMPLETE'),
					ofStack('CREATE_IN_PROGRESS', 'User Initiated'),
					event('Older', 'DELETE_FAILED', 'of an earlier operation'),
				],
			});
		expect(await awsStacks.failures(ID, 'us-east-1')).toEqual([
			{ id: 'Role', type: 'AWS::X::Role', reason: 'already exists' },
			{ id: 'Topic', type: 'AWS::X::Topic', reason: 'too many topics' },
		]);
	});

	it('says if its events may not be read, and nothing else is swallowed', async () => {
		cloudformation.on(DescribeStackEventsCommand).rejects(named('AccessDenied'));
		expect(await awsStacks.failures(ID, 'us-east-1')).toBe('denied');
		cloudformation.on(DescribeStackEventsCommand).rejects(named('Throttling'));
		await expect(awsStacks.failures(ID, 'us-east-1')).rejects.toThrow();
	});
});

function summary(id: string, ResourceStatus: 'DELETE_SKIPPED' | 'DELETE_COMPLETE') {
	return {
		...{ LogicalResourceId: id, PhysicalResourceId: `${id}-1`, ResourceType: `AWS::X::${id}` },
		...{ ResourceStatus, LastUpdatedTimestamp: new Date(0) },
	};
}

function event(id: string, status: string, reason?: string): StackEvent {
	return {
		...{ EventId: id, StackId: ID, StackName: 'eyes-system', Timestamp: new Date(0) },
		...{ LogicalResourceId: id, PhysicalResourceId: `${id}-1`, ResourceType: `AWS::X::${id}` },
		ResourceStatus: status as NonNullable<StackEvent['ResourceStatus']>,
		ResourceStatusReason: reason,
	};
}

function ofStack(status: string, reason: string): StackEvent {
	return { ...event('eyes-system', status, reason), PhysicalResourceId: ID };
}
