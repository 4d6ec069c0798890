import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Deferral } from './deferral.ts';

/** SQS cannot hide a message for longer than this. */
const MOST_SECONDS = 12 * 3_600;

/**
 * Defers a message by its visibility time-out. The message must then be reported as failed, or it
 * would be deleted. In a FIFO queue the rest of its group waits with it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export function sqsDeferral(client: SQSClient, queueUrl: string): Deferral {
	return {
		async defer(receiptHandle, ms) {
			const seconds = Math.min(MOST_SECONDS, Math.max(1, Math.ceil(ms / 1_000)));
			const input = {
				QueueUrl: queueUrl,
				ReceiptHandle: receiptHandle,
				VisibilityTimeout: seconds,
			};
			await client.send(new ChangeMessageVisibilityCommand(input));
		},
	};
}
