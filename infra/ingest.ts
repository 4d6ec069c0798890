import { type Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { safeQueue, type WorkQueue, workQueue } from './work-queue.ts';

interface IngestProps {
	/** Time-out of the function that judges. */
	readonly timeout: Duration;
}

/** Where EventBridge lays down the sign-ins of all accounts, to be judged. */
export class Ingest extends Construct {
	readonly work: WorkQueue;
	/** What EventBridge could not deliver to the queue. */
	readonly undelivered: Queue;

	constructor(scope: Construct, id: string, { timeout }: IngestProps) {
		super(scope, id);
		// Five tries over a quarter of an hour outlast a throttled table; what is malformed fails the same five times.
		this.work = workQueue(this, 'Queue', { timeout, receives: 5, fifo: null });
		this.undelivered = safeQueue(this, 'Undelivered', null);
		Validations.of(this.undelivered).acknowledge({
			id: 'AwsSolutions-SQS3',
			reason:
				'It is itself the dead-letter queue of the rules; cdk-nag only knows those of queues.',
		});
	}

	/** Lets these rules, and nobody else, lay events into the queue and set aside what does not arrive. */
	admit(ruleArns: readonly string[]): void {
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
