import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface WorkQueue {
	readonly queue: Queue;
	readonly deadLetters: Queue;
}

interface WorkQueueProps {
	/** Time-out of the function that works on it. */
	readonly timeout: Duration;
	/** After so many receipts without success a message is set aside. */
	readonly receives: number;
	/** Name of a FIFO queue, ending in `.fifo`; null: a standard queue. */
	readonly fifo: string | null;
}

/** The longest that SQS keeps anything: whoever repairs the monitor after a long holiday finds every event. */
const LONGEST = Duration.days(14);

/** A queue with another one for what cannot be worked on. Both are encrypted and refuse plain HTTP. */
export function workQueue(
	scope: Construct,
	id: string,
	{ timeout, receives, fifo }: WorkQueueProps,
): WorkQueue {
	const deadLetters = safeQueue(scope, `${id}Dead`, fifo?.replace('.fifo', '-dead.fifo') ?? null);
	const queue = new Queue(scope, id, {
		...safe(fifo),
		// AWS's rule: less, and a message comes again while it is still being worked on.
		// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
		visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
		deadLetterQueue: { queue: deadLetters, maxReceiveCount: receives },
	});
	return { queue, deadLetters };
}

/** A queue of dead letters, or one for which nobody works. */
export function safeQueue(scope: Construct, id: string, fifo: string | null): Queue {
	return new Queue(scope, id, safe(fifo));
}

function safe(fifo: string | null) {
	return {
		encryption: QueueEncryption.SQS_MANAGED,
		enforceSSL: true,
		retentionPeriod: LONGEST,
		...(fifo === null ? {} : { queueName: fifo, fifo: true }),
	};
}
