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
import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs';
import { restCall, restJson } from '../aws/rest-call.ts';
import type { Deployed, DeployedResource } from './deploy-stack.ts';
import { resolveValue } from './resolve.ts';
import { objectOr } from './template.ts';

/** A property on which the product depends, and how the emulator says what it has made of it. */
export interface PropertyCheck {
	readonly type: string;
	readonly property: string;
	/** What the service holds, in the template's words. */
	readonly read: (stack: Deployed, resource: DeployedResource) => Promise<unknown>;
	/** Where the emulator's CloudFormation drops it: sets it as the service's own API does. */
	readonly repair?: (stack: Deployed, resource: DeployedResource) => Promise<unknown>;
}

/** Held as the template says by the emulator itself. */
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
 * Dropped by the emulator's CloudFormation without a word, and set by the harness from the same
 * template.
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
];

/**
 * Sets what the emulator has dropped, and throws where a property is not as the template says
 * afterwards, or where one was not dropped after all: then this list is out of date. `but`: types
 * that have a life of their own by now.
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
	// An update finds it as it was repaired the first time.
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

/** Without what JSON does not know, and with single values where AWS also takes a list of one. */
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
 * A rule's id on AWS is its name, with that of its bus before it where it is not the default one.
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

async function lambda(
	{ place }: Deployed,
	{ physicalId }: DeployedResource,
	what: string,
	version = '2015-03-31',
) {
	const path = `/${version}/functions/${physicalId}${what}`;
	return objectOr(await restJson(place, { service: 'lambda', method: 'GET', path }));
}
