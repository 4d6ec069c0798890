import {
	DescribeSecretCommand,
	ResourceNotFoundException,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
	GetQueueAttributesCommand,
	GetQueueUrlCommand,
	QueueDoesNotExist,
	SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueDepth } from '../verify-deps.ts';

/** Counts the messages of a queue of the account; null if there is no such queue. */
export async function queueDepth(region: string, name: string): Promise<QueueDepth | null> {
	const client = new SQSClient({ region });
	try {
		const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
		const { Attributes = {} } = await client.send(
			new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [VISIBLE, HIDDEN] }),
		);
		return { messages: Number(Attributes[VISIBLE]), hidden: Number(Attributes[HIDDEN]) };
	} catch (error) {
		if (error instanceof QueueDoesNotExist) return null;
		throw error;
	}
}

const VISIBLE = 'ApproximateNumberOfMessages';
const HIDDEN = 'ApproximateNumberOfMessagesNotVisible';

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
