import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
	DescribeSecretCommand,
	ResourceNotFoundException,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, QueueDoesNotExist, SQSClient } from '@aws-sdk/client-sqs';
import { isMissingStack } from '../../operate/cloudformation-stacks.ts';
import type { QueueDepth, StackResource } from '../verify-deps.ts';

/** Lists all resources of a stack; null if the Region does not have the stack. */
export async function stackResources(
	stack: string,
	region: string,
): Promise<StackResource[] | null> {
	const client = new CloudFormationClient({ region });
	const found: StackResource[] = [];
	try {
		const pages = paginateListStackResources({ client }, { StackName: stack });
		for await (const { StackResourceSummaries: summaries = [] } of pages)
			for (const one of summaries)
				found.push({
					logicalId: one.LogicalResourceId ?? '',
					physicalId: one.PhysicalResourceId ?? '',
					type: one.ResourceType ?? '',
					status: one.ResourceStatus ?? '',
				});
		return found;
	} catch (error) {
		if (isMissingStack(error)) return null;
		throw error;
	}
}

/** Counts the messages of a queue; null if there is no such queue. */
export async function queueDepth(region: string, url: string): Promise<QueueDepth | null> {
	// The URL is that of the queue, also where another endpoint is set.
	const client = new SQSClient({ region, useQueueUrlAsEndpoint: false });
	try {
		const { Attributes = {} } = await client.send(
			new GetQueueAttributesCommand({
				QueueUrl: url,
				AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
			}),
		);
		return {
			messages: Number(Attributes.ApproximateNumberOfMessages),
			hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
		};
	} catch (error) {
		if (error instanceof QueueDoesNotExist) return null;
		throw error;
	}
}

/**
 * Asks whether a secret has a current value, without reading it; null if there is no such secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
 */
export async function secretHasValue(region: string, id: string): Promise<boolean | null> {
	try {
		const { VersionIdsToStages = {} } = await new SecretsManagerClient({ region }).send(
			new DescribeSecretCommand({ SecretId: id }),
		);
		return Object.values(VersionIdsToStages).some((stages) => stages.includes('AWSCURRENT'));
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return null;
		throw error;
	}
}
