import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
	DescribeEventBusCommand,
	EventBridgeClient,
	ListRulesCommand,
	ListTargetsByRuleCommand,
	ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import {
	GetFunctionConcurrencyCommand,
	GetFunctionConfigurationCommand,
	LambdaClient,
	ListEventSourceMappingsCommand,
	ResourceNotFoundException as NoFunction,
} from '@aws-sdk/client-lambda';
import {
	DescribeSecretCommand,
	ResourceNotFoundException as NoSecret,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetTopicAttributesCommand, NotFoundException, SNSClient } from '@aws-sdk/client-sns';
import {
	GetQueueAttributesCommand,
	GetQueueUrlCommand,
	QueueDoesNotExist,
	SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { verifyQuestions } from '../../../cli/verify/aws/verify-questions.ts';

const events = mockClient(EventBridgeClient);
const iam = mockClient(IAMClient);
const secrets = mockClient(SecretsManagerClient);
const sqs = mockClient(SQSClient);
const lambda = mockClient(LambdaClient);
const cloudwatch = mockClient(CloudWatchClient);
const sns = mockClient(SNSClient);
const mocks = [events, iam, secrets, sqs, lambda, cloudwatch, sns];
afterEach(() => {
	for (const mock of mocks) mock.reset();
});
afterAll(() => {
	for (const mock of mocks) mock.restore();
});

const REGION = 'ap-northeast-2';
const aws = verifyQuestions(REGION);
const gone = { message: 'no such thing', $metadata: {} };
const QUEUE_URL = `https://sqs.${REGION}.amazonaws.com/111122223333/one`;

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

	it('count the messages of a queue', async () => {
		const counts = {
			ApproximateNumberOfMessages: '2',
			ApproximateNumberOfMessagesNotVisible: '1',
		};
		sqs.on(GetQueueUrlCommand, { QueueName: 'one' }).resolves({ QueueUrl: QUEUE_URL });
		sqs.on(GetQueueAttributesCommand, { QueueUrl: QUEUE_URL }).resolves({ Attributes: counts });
		expect(await aws.queue(REGION, 'one')).toEqual({ messages: 2, hidden: 1 });
		sqs.on(GetQueueUrlCommand).rejects(new QueueDoesNotExist(gone));
		expect(await aws.queue(REGION, 'one')).toBeNull();
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

	it('tell how a function is set', async () => {
		lambda.on(GetFunctionConfigurationCommand).resolves({ Role: 'arn:role', State: 'Active' });
		lambda.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions: 5 });
		lambda
			.on(ListEventSourceMappingsCommand)
			.resolvesOnce({ EventSourceMappings: [{ State: 'Enabled' }], NextMarker: 'x' })
			.resolvesOnce({ EventSourceMappings: [{ State: 'Disabled' }] });
		expect(await aws.function(REGION, 'one')).toEqual({
			...{ role: 'arn:role', state: 'Active', reserved: 5 },
			sources: ['Enabled', 'Disabled'],
		});
		lambda.on(GetFunctionConcurrencyCommand).resolves({});
		lambda.on(ListEventSourceMappingsCommand).resolves({});
		expect(await aws.function(REGION, 'one')).toMatchObject({ reserved: null, sources: [] });
		lambda.on(GetFunctionConfigurationCommand).rejects(new NoFunction({ ...gone, Type: 'User' }));
		expect(await aws.function(REGION, 'one')).toBeNull();
	});

	it('give the alarms of all pages', async () => {
		const one = { AlarmName: 'eyes-system-One', AlarmDescription: 'one', ActionsEnabled: true };
		cloudwatch
			.on(DescribeAlarmsCommand)
			.resolvesOnce({ MetricAlarms: [{ ...one, StateValue: 'OK' }], NextToken: 'x' })
			.resolvesOnce({ MetricAlarms: [{ AlarmName: 'eyes-system-Two' }] });
		expect(await aws.alarms(REGION, 'eyes-system-')).toEqual([
			{ name: 'eyes-system-One', says: 'one', state: 'OK', acts: true },
			{ name: 'eyes-system-Two', says: '', state: 'not told', acts: false },
		]);
	});

	it('count the confirmed subscriptions of a topic', async () => {
		sns.on(GetTopicAttributesCommand).resolves({ Attributes: { SubscriptionsConfirmed: '2' } });
		expect(await aws.subscribers(REGION, 'arn:topic')).toBe(2);
		sns.on(GetTopicAttributesCommand).rejects(new NotFoundException(gone));
		expect(await aws.subscribers(REGION, 'arn:topic')).toBeNull();
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
