import { type Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { safeQueue, type WorkQueue, workQueue } from './work-queue.ts';

interface IngestProps {
	/** The time-out of the function that judges. */
	readonly timeout: Duration;
	/** How long Lambda gathers a batch. */
	readonly batchingWindow: Duration;
}

/** The queue to which EventBridge delivers the sign-ins of all accounts, to be judged. */
export class Ingest extends Construct {
	readonly work: WorkQueue;
	/** Holds what EventBridge could not deliver to the queue. */
	readonly undelivered: Queue;

	constructor(scope: Construct, id: string, { timeout, batchingWindow }: IngestProps) {
		super(scope, id);
		// Five attempts within a quarter of an hour are longer than the table is throttled; a
		// malformed record fails every time. A sign-in that waits for another record of its act is
		// received up to two times more.
		const waits = { timeout, batchingWindow };
		this.work = workQueue(this, 'Queue', { ...waits, receives: 7, fifo: null });
		this.undelivered = safeQueue(this, 'Undelivered', null);
		Validations.of(this.undelivered).acknowledge({
			id: 'AwsSolutions-SQS3',
			reason:
				'It is itself the dead-letter queue of the rules; cdk-nag only recognises those of queues.',
		});
	}

	/** Lets only these rules put events into the queue, and set aside what cannot be delivered. */
	admit(ruleArns: readonly string[]): void {
		// What a condition without a value means is not documented.
		if (ruleArns.length === 0) return;
		for (const queue of [this.work.queue, this.undelivered]) {
			queue.addToResourcePolicy(
				new PolicyStatement({
					principals: [new ServicePrincipal('events.amazonaws.com')],
					actions: ['sqs:SendMessage'],
					resources: [queue.queueArn],
					conditions: { ArnEquals: { 'aws:SourceArn': [...ruleArns] } },
				}),
			);
		}
	}
}
