import type { SQSRecord } from 'aws-lambda';

interface Sent {
	readonly messageId?: string;
	/** How often it was delivered, including this time. */
	readonly received?: number;
	/** Milliseconds since 1970. */
	readonly sentAt?: number;
	/** Milliseconds since 1970; when it was sent, if it is left out. */
	readonly receivedAt?: number;
	readonly group?: string;
}

/** A queue message as a function receives it. Its receipt handle is `receipt-` and its id. */
export function anSqsRecord(body: string, sent: Sent = {}): SQSRecord {
	const { messageId = 'message-0', received = 1, sentAt = 0, group = 'group' } = sent;
	const { receivedAt = sentAt } = sent;
	return {
		...{ messageId, receiptHandle: `receipt-${messageId}`, body },
		attributes: {
			ApproximateReceiveCount: String(received),
			SentTimestamp: String(sentAt),
			SenderId: 'sender',
			ApproximateFirstReceiveTimestamp: String(receivedAt),
			MessageGroupId: group,
		},
		...{ messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs' },
		...{
			eventSourceARN: 'arn:aws:sqs:ap-northeast-2:111122223333:eyes.fifo',
			awsRegion: 'ap-northeast-2',
		},
	};
}
