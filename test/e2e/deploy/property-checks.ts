import { isDeepStrictEqual } from 'node:util';
import {
	DescribeContinuousBackupsCommand,
	DescribeTableCommand,
	DescribeTimeToLiveCommand,
	UpdateContinuousBackupsCommand,
	UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs';
import { restCall, restJson } from '../aws/rest-call.ts';
import type { Deployed, DeployedResource } from './deploy-stack.ts';
import { resolveValue } from './resolve.ts';
import { objectOr } from './template.ts';

/** A property on which the product depends, and how to read from the emulator what became of it. */
export interface PropertyCheck {
	readonly type: string;
	readonly property: string;
	/** Reads what the service holds, in the form of the template. */
	readonly read: (stack: Deployed, resource: DeployedResource) => Promise<unknown>;
	/** Sets the property by the service's own API, if the emulator's CloudFormation drops it. */
	readonly repair?: (stack: Deployed, resource: DeployedResource) => Promise<unknown>;
}

/** The properties that the emulator itself sets as the template says. */
export const KEPT: readonly PropertyCheck[] = [
	...(
		[
			'VisibilityTimeout',
			'MessageRetentionPeriod',
			'FifoQueue',
			'ContentBasedDeduplication',
			'RedrivePolicy',
		] as const
	).map(queueAttribute),
	{
		type: 'AWS::DynamoDB::Table',
		property: 'KeySchema',
		read: async (stack, resource) => (await table(stack, resource))?.KeySchema,
	},
	{
		type: 'AWS::DynamoDB::Table',
		property: 'DeletionProtectionEnabled',
		read: async (stack, resource) => (await table(stack, resource))?.DeletionProtectionEnabled,
	},
	{
		type: 'AWS::Events::Rule',
		property: 'EventPattern',
		read: async (stack, resource) =>
			JSON.parse((await rule(stack, resource)).EventPattern ?? 'null'),
	},
	{
		type: 'AWS::Events::Rule',
		property: 'State',
		read: async (stack, resource) => (await rule(stack, resource)).State,
	},
	{ type: 'AWS::Events::Rule', property: 'Targets', read: ruleTargets },
	{ type: 'AWS::IAM::ManagedPolicy', property: 'PolicyDocument', read: policyDocument },
	{
		type: 'AWS::IAM::Role',
		property: 'AssumeRolePolicyDocument',
		read: async ({ clients }, { physicalId }) => {
			const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName: physicalId }));
			return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? 'null'));
		},
	},
	...(['Timeout', 'Handler', 'Runtime', 'Architectures', 'MemorySize'] as const).map(
		(property): PropertyCheck => ({
			type: 'AWS::Lambda::Function',
			property,
			read: async (stack, resource) => (await lambda(stack, resource, '/configuration'))[property],
		}),
	),
	{
		type: 'AWS::S3::Bucket',
		property: 'VersioningConfiguration',
		async read({ clients }, { physicalId: Bucket }) {
			const { Status } = await clients.s3.send(new GetBucketVersioningCommand({ Bucket }));
			return { Status };
		},
	},
	...(['ScheduleExpression', 'FlexibleTimeWindow', 'Target'] as const).map(
		(property): PropertyCheck => ({
			type: 'AWS::Scheduler::Schedule',
			property,
			read: async (stack, resource) => (await schedule(stack, resource))[property],
		}),
	),
	...(
		[
			'BatchSize',
			'FunctionResponseTypes',
			'ScalingConfig',
			'MaximumBatchingWindowInSeconds',
		] as const
	).map(
		(property): PropertyCheck => ({
			type: 'AWS::Lambda::EventSourceMapping',
			property,
			read: async ({ place }, { physicalId }) =>
				objectOr(
					await restJson(place, {
						service: 'lambda',
						method: 'GET',
						path: `/2015-03-31/event-source-mappings/${physicalId}`,
					}),
				)[property],
		}),
	),
];

/**
 * The properties that the emulator's CloudFormation drops without an error. The harness sets them
 * from the same template.
 */
export const DROPPED: readonly PropertyCheck[] = [
	{
		type: 'AWS::DynamoDB::Table',
		property: 'TimeToLiveSpecification',
		async read({ clients }, { physicalId: TableName }) {
			const { TimeToLiveDescription } = await clients.dynamodb.send(
				new DescribeTimeToLiveCommand({ TableName }),
			);
			if (TimeToLiveDescription?.TimeToLiveStatus !== 'ENABLED') return undefined;
			return { AttributeName: TimeToLiveDescription.AttributeName, Enabled: true };
		},
		repair({ clients }, { physicalId: TableName, properties }) {
			const { AttributeName, Enabled } = objectOr(properties.TimeToLiveSpecification);
			return clients.dynamodb.send(
				new UpdateTimeToLiveCommand({
					TableName,
					TimeToLiveSpecification: {
						AttributeName: String(AttributeName),
						Enabled: Enabled === true,
					},
				}),
			);
		},
	},
	{
		type: 'AWS::DynamoDB::Table',
		property: 'PointInTimeRecoverySpecification',
		async read({ clients }, { physicalId: TableName }) {
			const { ContinuousBackupsDescription } = await clients.dynamodb.send(
				new DescribeContinuousBackupsCommand({ TableName }),
			);
			const { PointInTimeRecoveryStatus } =
				ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
			return PointInTimeRecoveryStatus === 'ENABLED'
				? { PointInTimeRecoveryEnabled: true }
				: undefined;
		},
		repair({ clients }, { physicalId: TableName, properties }) {
			const { PointInTimeRecoveryEnabled } = objectOr(properties.PointInTimeRecoverySpecification);
			return clients.dynamodb.send(
				new UpdateContinuousBackupsCommand({
					TableName,
					PointInTimeRecoverySpecification: {
						PointInTimeRecoveryEnabled: PointInTimeRecoveryEnabled === true,
					},
				}),
			);
		},
	},
	{
		type: 'AWS::Lambda::Function',
		property: 'ReservedConcurrentExecutions',
		async read(stack, resource) {
			return (await lambda(stack, resource, '/concurrency', '2019-09-30'))
				.ReservedConcurrentExecutions;
		},
		repair: ({ place }, { physicalId, properties }) =>
			restCall(place, {
				service: 'lambda',
				method: 'PUT',
				path: `/2017-10-31/functions/${physicalId}/concurrency`,
				body: JSON.stringify({
					ReservedConcurrentExecutions: properties.ReservedConcurrentExecutions,
				}),
			}),
	},
	{
		type: 'AWS::Scheduler::Schedule',
		property: 'ScheduleExpressionTimezone',
		read: async (stack, resource) => (await schedule(stack, resource)).ScheduleExpressionTimezone,
		async repair(stack, resource) {
			const { ScheduleExpressionTimezone } = resource.properties;
			const now = await schedule(stack, resource);
			return restCall(stack.place, {
				service: 'scheduler',
				method: 'PUT',
				path: `/schedules/${resource.physicalId}`,
				body: JSON.stringify({ ...now, ScheduleExpressionTimezone }),
			});
		},
	},
];

/**
 * Sets the properties that the emulator has dropped. Throws if a property then differs from the
 * template, or if a property was not dropped: then this list is out of date. `but` lists types that
 * have changed since by themselves.
 */
export async function settleProperties(
	stack: Deployed,
	but: readonly string[] = [],
): Promise<void> {
	for (const resource of stack.resources.filter(({ type }) => !but.includes(type))) {
		for (const check of DROPPED.filter((one) => applies(one, resource)))
			await repair(stack, resource, check);
		for (const check of KEPT.filter((one) => applies(one, resource)))
			await assertSame(stack, resource, check);
	}
}

function applies({ type, property }: PropertyCheck, resource: DeployedResource): boolean {
	return resource.type === type && resource.properties[property] !== undefined;
}

async function repair(
	stack: Deployed,
	resource: DeployedResource,
	check: PropertyCheck,
): Promise<void> {
	const wanted = resolveValue(stack, resource.properties[check.property]);
	if (check.repair === undefined) throw new Error(`${check.type}.${check.property}: no repair`);
	// An update finds the property as the first repair left it.
	if (!isDeepStrictEqual(await check.read(stack, resource), wanted))
		await check.repair(stack, resource);
	await assertSame(stack, resource, check);
}

async function assertSame(
	stack: Deployed,
	resource: DeployedResource,
	check: PropertyCheck,
): Promise<void> {
	const wanted = plain(resolveValue(stack, resource.properties[check.property]));
	const found = plain(await check.read(stack, resource));
	if (isDeepStrictEqual(found, wanted)) return;
	throw new Error(
		`${stack.name}: ${resource.logicalId}.${check.property} is ${JSON.stringify(found)}, but the template says ${JSON.stringify(wanted)}`,
	);
}

/** Makes values comparable: it removes what JSON cannot express. */
function plain(value: unknown): unknown {
	return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function queueAttribute(property: QueueAttributeName): PropertyCheck {
	return {
		type: 'AWS::SQS::Queue',
		property,
		async read({ clients }, { physicalId: QueueUrl }) {
			const { Attributes = {} } = await clients.sqs.send(
				new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [property] }),
			);
			return JSON.parse(Attributes[property] ?? 'null');
		},
	};
}

async function table({ clients }: Deployed, { physicalId: TableName }: DeployedResource) {
	return (await clients.dynamodb.send(new DescribeTableCommand({ TableName }))).Table;
}

function rule(stack: Deployed, resource: DeployedResource) {
	return stack.clients.eventbridge.send(new DescribeRuleCommand(ruleName(stack, resource)));
}

async function ruleTargets(stack: Deployed, resource: DeployedResource): Promise<unknown> {
	const { Name, ...bus } = ruleName(stack, resource);
	const { Targets } = await stack.clients.eventbridge.send(
		new ListTargetsByRuleCommand({ Rule: Name, ...bus }),
	);
	return Targets;
}

/**
 * Gives the name of a rule and its bus. On AWS a rule's id is its name, after the name of its bus
 * if that is not the default one.
 */
function ruleName(stack: Deployed, { physicalId, properties }: DeployedResource) {
	const bus = resolveValue(stack, properties.EventBusName);
	const Name = physicalId.slice(physicalId.lastIndexOf('|') + 1);
	return { Name, ...(typeof bus === 'string' ? { EventBusName: bus } : {}) };
}

async function policyDocument(
	{ clients }: Deployed,
	{ physicalId: PolicyArn }: DeployedResource,
): Promise<unknown> {
	const { Policy } = await clients.iam.send(new GetPolicyCommand({ PolicyArn }));
	const { PolicyVersion } = await clients.iam.send(
		new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
	);
	return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? 'null'));
}

async function schedule({ place }: Deployed, { physicalId }: DeployedResource) {
	const path = `/schedules/${physicalId}`;
	return objectOr(await restJson(place, { service: 'scheduler', method: 'GET', path }));
}

async function lambda(
	{ place }: Deployed,
	{ physicalId }: DeployedResource,
	what: string,
	version = '2015-03-31',
) {
	const path = `/${version}/functions/${physicalId}${what}`;
	return objectOr(await restJson(place, { service: 'lambda', method: 'GET', path }));
}
