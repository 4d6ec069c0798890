import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface WorkQueue {
	readonly queue: Queue;
	readonly deadLetters: Queue;
}

interface WorkQueueProps {
	/** The time-out of the function that processes the queue. */
	readonly timeout: Duration;
	/** How long Lambda gathers a batch; not at all by default. */
	readonly batchingWindow?: Duration;
	/** How often the time-out fits into the time for which a receipt hides a message; 6 by default. */
	readonly hiddenTimeouts?: number;
	/** After so many receipts without success a message goes to the dead-letter queue. */
	readonly receives: number;
	/** The name of a FIFO queue, ending in `.fifo`; null means a standard queue. */
	readonly fifo: string | null;
}

/**
 * SQS keeps messages for at most this long: a person who repairs the monitor after a long holiday
 * still finds every event.
 */
const LONGEST = Duration.days(14);

/**
 * Creates a queue with a dead-letter queue for messages that cannot be processed. Both are
 * encrypted and refuse plain HTTP.
 */
export function workQueue(
	scope: Construct,
	id: string,
	{
		timeout,
		batchingWindow = Duration.seconds(0),
		hiddenTimeouts = 6,
		receives,
		fifo,
	}: WorkQueueProps,
): WorkQueue {
	const hidden = hiddenTimeouts * timeout.toSeconds() + batchingWindow.toSeconds();
	const deadLetters = safeQueue(scope, `${id}Dead`, fifo?.replace('.fifo', '-dead.fifo') ?? null);
	const queue = new Queue(scope, id, {
		...safe(fifo),
		// AWS recommends a factor of 6: with less, a message that waits in a batch or for a free run
		// comes again while it is still being processed. It is hidden while Lambda gathers the batch,
		// too.
		// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
		visibilityTimeout: Duration.seconds(Math.round(hidden)),
		deadLetterQueue: { queue: deadLetters, maxReceiveCount: receives },
	});
	return { queue, deadLetters };
}

/**
 * Creates a queue for dead letters, which no function processes. It is a FIFO queue if its name ends
 * in `.fifo`; null lets CloudFormation choose a name.
 */
export function safeQueue(scope: Construct, id: string, name: string | null): Queue {
	return new Queue(scope, id, safe(name));
}

function safe(name: string | null) {
	return {
		encryption: QueueEncryption.SQS_MANAGED,
		enforceSSL: true,
		retentionPeriod: LONGEST,
		...(name !== null && { queueName: name }),
		...(name?.endsWith('.fifo') && { fifo: true }),
	};
}
