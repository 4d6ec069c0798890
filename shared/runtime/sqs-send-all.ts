import {
	SendMessageBatchCommand,
	type SendMessageBatchRequestEntry,
	type SQSClient,
} from '@aws-sdk/client-sqs';

/** SQS accepts no more messages in one call. */
const BATCH = 10;

export interface Queue {
	readonly client: SQSClient;
	readonly queueUrl: string;
}

/**
 * Sends messages in their order. Rejects if one is not accepted; those after its batch are not sent
 * then, and those before it are.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export async function sendAll(
	{ client, queueUrl }: Queue,
	messages: readonly Omit<SendMessageBatchRequestEntry, 'Id'>[],
): Promise<void> {
	for (let start = 0; start < messages.length; start += BATCH) {
		const batch = messages.slice(start, start + BATCH);
		const entries = batch.map((message, at) => ({ ...message, Id: String(at) }));
		const { Failed = [] } = await client.send(
			new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
		);
		const codes = [...new Set(Failed.map(({ Code }) => Code))].join(', ');
		if (Failed.length > 0) {
			throw new Error(`${Failed.length} messages not sent to ${queueUrl}: ${codes}`);
		}
	}
}
