import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReportMessages } from './report-messages.ts';

/** SQS accepts no more messages in one call. */
const BATCH = 10;

/** Sends messages through a standard queue. Throws if SQS does not accept all of them. */
export function sqsReportMessages(client: SQSClient, queueUrl: string): ReportMessages {
	return {
		send: async (messages) => {
			for (let start = 0; start < messages.length; start += BATCH) {
				const entries = messages.slice(start, start + BATCH).map((message, at) => ({
					Id: String(at),
					MessageBody: JSON.stringify(message),
				}));
				const { Failed = [] } = await client.send(
					new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
				);
				const codes = [...new Set(Failed.map(({ Code }) => Code))].join(', ');
				if (Failed.length > 0)
					throw new Error(`${Failed.length} report messages not sent to ${queueUrl}: ${codes}`);
			}
		},
	};
}
