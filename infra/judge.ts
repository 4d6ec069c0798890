import { Aws, Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { EyesFunction } from './eyes-function.ts';
import { Ingest } from './ingest.ts';
import { type Coverage, grantReading } from './other-accounts.ts';

/** So many judge at once. The breaker's limits may be exceeded by as many, so they are few. */
const MOST_AT_ONCE = 10;

interface JudgeProps {
	readonly configuration: Configuration;
	readonly coverage: Coverage;
}

/** Judges every sign-in that arrives. */
export class Judge extends Construct {
	readonly ingest: Ingest;
	readonly function: EyesFunction;

	constructor(scope: Construct, id: string, { configuration, coverage }: JudgeProps) {
		super(scope, id);
		this.function = new EyesFunction(this, 'Function', {
			name: 'judge-sign-in',
			configuration,
			timeout: Duration.seconds(30),
			impact:
				'Sign-ins wait unjudged: nobody is alerted and nobody is contained until it works again.',
			// This concurrency is reserved, so that a person who starts a thousand other functions
			// in this account cannot stop the monitor.
			reservedConcurrency: MOST_AT_ONCE,
		});
		this.ingest = new Ingest(this, 'Ingest', { timeout: this.function.timeout });
		this.function.lambda.addEventSource(
			new SqsEventSource(this.ingest.work.queue, {
				batchSize: 10,
				reportBatchItemFailures: true,
				maxConcurrency: MOST_AT_ONCE,
			}),
		);
		// The event source already allows the change of visibility by which a message waits.
		this.function.set('EYES_INGEST_QUEUE', this.ingest.work.queue.queueUrl);
		this.function.set('EYES_ACCOUNT', Aws.ACCOUNT_ID);
		this.function.set('EYES_PARTITION', Aws.PARTITION);
		grantReading(this.function, coverage);
	}
}
