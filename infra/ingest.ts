import type { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { admitRules, undeliveredQueue } from './undelivered-queue.ts';
import { type WorkQueue, workQueue } from './work-queue.ts';

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
		this.undelivered = undeliveredQueue(this, 'Undelivered', null);
	}

	/** Lets only these rules put events into the queue, and set aside what cannot be delivered. */
	admit(ruleArns: readonly string[]): void {
		for (const queue of [this.work.queue, this.undelivered]) admitRules(queue, ruleArns);
	}
}
