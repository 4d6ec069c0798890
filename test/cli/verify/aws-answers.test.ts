import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
	DescribeEventBusCommand,
	EventBridgeClient,
	ListRulesCommand,
	ListTargetsByRuleCommand,
	ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import {
	GetPolicyCommand,
	GetPolicyVersionCommand,
	GetRoleCommand,
	IAMClient,
	NoSuchEntityException,
} from '@aws-sdk/client-iam';
import {
	DescribePolicyCommand,
	ListTargetsForPolicyCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
	DescribeSecretCommand,
	ResourceNotFoundException as NoSecret,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, QueueDoesNotExist, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { verifyQuestions } from '../../../cli/verify/aws/verify-questions.ts';

const events = mockClient(EventBridgeClient);
const cloudformation = mockClient(CloudFormationClient);
const iam = mockClient(IAMClient);
const organizations = mockClient(OrganizationsClient);
const secrets = mockClient(SecretsManagerClient);
const sqs = mockClient(SQSClient);
const mocks = [events, cloudformation, iam, organizations, secrets, sqs];
afterEach(() => {
	for (const mock of mocks) mock.reset();
});
afterAll(() => {
	for (const mock of mocks) mock.restore();
});

const REGION = 'ap-northeast-2';
const aws = verifyQuestions(REGION);
const gone = { message: 'no such thing', $metadata: {} };
const URL_OF_QUEUE = `https://sqs.${REGION}.amazonaws.com/111122223333/one`;

describe('the answers of AWS', () => {
	it('give the rules of all pages with their targets', async () => {
		events
			.on(ListRulesCommand, { NextToken: undefined })
			.resolves({ Rules: [{ Name: 'one', EventPattern: '{}', State: 'ENABLED' }], NextToken: 'x' })
			.on(ListRulesCommand, { NextToken: 'x' })
			.resolves({ Rules: [{ Name: 'two' }] })
			.on(ListTargetsByRuleCommand, { Rule: 'one' })
			.resolves({
				Targets: [
					{ Id: 'Hub', Arn: 'arn:bus', RoleArn: 'arn:role', DeadLetterConfig: { Arn: 'q' } },
				],
			})
			.on(ListTargetsByRuleCommand, { Rule: 'two' })
			.resolves({});
		expect(await aws.rules(REGION, 'default', 'eyes-')).toEqual([
			{
				...{ name: 'one', pattern: '{}', state: 'ENABLED' },
				targets: [{ arn: 'arn:bus', role: 'arn:role', deadLetters: 'q' }],
			},
			{ name: 'two', pattern: null, state: 'not told', targets: [] },
		]);
	});

	it('say that there is no such bus', async () => {
		events.on(ListRulesCommand).rejects(new ResourceNotFoundException(gone));
		events.on(DescribeEventBusCommand).rejects(new ResourceNotFoundException(gone));
		expect(await aws.rules(REGION, 'eyes-hub', '')).toBeNull();
		expect(await aws.busPolicy(REGION, 'eyes-hub')).toBeNull();
		events.on(DescribeEventBusCommand).resolves({});
		expect(await aws.busPolicy(REGION, 'eyes-hub')).toBe('');
	});

	it('give the resources of all pages of a stack, or null without the stack', async () => {
		const one = {
			...{ LogicalResourceId: 'One', PhysicalResourceId: 'one', ResourceType: 'AWS::SQS::Queue' },
			...{ ResourceStatus: 'CREATE_COMPLETE' as const, LastUpdatedTimestamp: new Date(0) },
		};
		cloudformation
			.on(ListStackResourcesCommand)
			.resolvesOnce({ StackResourceSummaries: [one], NextToken: 'x' })
			.resolvesOnce({ StackResourceSummaries: [{ ...one, LogicalResourceId: 'Two' }] });
		const found = await aws.resources('eyes-system', REGION);
		expect(found?.map(({ logicalId }) => logicalId)).toEqual(['One', 'Two']);
		const missing = Object.assign(new Error('Stack with id x does not exist'), {
			name: 'ValidationError',
		});
		cloudformation.on(ListStackResourcesCommand).rejects(missing);
		expect(await aws.resources('eyes-system', REGION)).toBeNull();
	});

	it('count the messages of a queue', async () => {
		const counts = {
			ApproximateNumberOfMessages: '2',
			ApproximateNumberOfMessagesNotVisible: '1',
		};
		sqs.on(GetQueueAttributesCommand).resolves({ Attributes: counts });
		expect(await aws.queue(REGION, URL_OF_QUEUE)).toEqual({ messages: 2, hidden: 1 });
		sqs.on(GetQueueAttributesCommand).rejects(new QueueDoesNotExist(gone));
		expect(await aws.queue(REGION, URL_OF_QUEUE)).toBeNull();
	});

	it('tell of a role whom it trusts and when it was used', async () => {
		const at = new Date('2026-12-01T01:00:00Z');
		const role = { Path: '/eyes/', RoleName: 'r', RoleId: 'AROA', Arn: 'arn', CreateDate: at };
		iam.on(GetRoleCommand).resolves({
			Role: {
				...role,
				AssumeRolePolicyDocument: encodeURIComponent('{"Version":"2012-10-17"}'),
				RoleLastUsed: { LastUsedDate: at },
			},
		});
		expect(await aws.role('eyes-reader')).toEqual({
			trust: '{"Version":"2012-10-17"}',
			lastUsed: at.getTime(),
		});
		iam.on(GetRoleCommand).resolves({ Role: { ...role, RoleLastUsed: {} } });
		expect(await aws.role('eyes-reader')).toEqual({ trust: '', lastUsed: null });
		iam.on(GetRoleCommand).rejects(new NoSuchEntityException(gone));
		expect(await aws.role('eyes-reader')).toBeNull();
	});

	it('give the text of a policy that is in force', async () => {
		iam.on(GetPolicyCommand).resolves({ Policy: { DefaultVersionId: 'v3' } });
		iam
			.on(GetPolicyVersionCommand, { VersionId: 'v3' })
			.resolves({ PolicyVersion: { Document: encodeURIComponent('{"a":"b c"}') } });
		expect(await aws.policyText('arn:policy')).toBe('{"a":"b c"}');
		iam.on(GetPolicyCommand).rejects(new NoSuchEntityException(gone));
		expect(await aws.policyText('arn:policy')).toBeNull();
	});

	it('give text and all targets of an SCP', async () => {
		organizations.on(DescribePolicyCommand).resolves({ Policy: { Content: '{}' } });
		organizations
			.on(ListTargetsForPolicyCommand)
			.resolvesOnce({ Targets: [{ TargetId: 'r-a1b2' }], NextToken: 'x' })
			.resolvesOnce({ Targets: [{ TargetId: 'ou-a1b2-11111111' }] });
		expect(await aws.scp('arn:aws:organizations::1:policy/o-1/service_control_policy/p-1')).toEqual(
			{
				text: '{}',
				targets: ['r-a1b2', 'ou-a1b2-11111111'],
			},
		);
		expect(organizations.commandCalls(ListTargetsForPolicyCommand)[0]?.args[0].input).toMatchObject(
			{
				PolicyId: 'p-1',
			},
		);
	});

	it('say whether a secret has a value without reading it', async () => {
		secrets.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { a: ['AWSCURRENT'] } });
		expect(await aws.secretHasValue(REGION, 'eyes-slack-token')).toBe(true);
		secrets.on(DescribeSecretCommand).resolves({});
		expect(await aws.secretHasValue(REGION, 'eyes-slack-token')).toBe(false);
		secrets.on(DescribeSecretCommand).rejects(new NoSecret(gone));
		expect(await aws.secretHasValue(REGION, 'eyes-slack-token')).toBeNull();
		expect(secrets.calls().map(({ args: [command] }) => command.constructor.name)).toEqual(
			Array(3).fill('DescribeSecretCommand'),
		);
	});
});
