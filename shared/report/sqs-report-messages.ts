import type { SQSClient } from '@aws-sdk/client-sqs';
import { sendAll } from '../runtime/sqs-send-all.ts';
import type { ReportMessages } from './report-message.ts';

/** Sends through a standard queue: the accounts of a run may be read in any order. */
export function sqsReportMessages(client: SQSClient, queueUrl: string): ReportMessages {
	return {
		send: (messages) =>
			sendAll(
				{ client, queueUrl },
				messages.map((message) => ({ MessageBody: JSON.stringify(message) })),
			),
	};
}
