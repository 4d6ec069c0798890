import { Aws, Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import type { FunctionName } from './bundle.ts';
import { EyesFunction } from './eyes-function.ts';
import { Ingest } from './ingest.ts';
import { type Coverage, grantReading } from './other-accounts.ts';
import { RESERVED } from './reserved-concurrency.ts';

/** How a function that judges takes its work. */
export interface Judging {
	readonly name: FunctionName;
	readonly impact: string;
	readonly timeout: Duration;
	/** So many judge at once. The breaker's limits may be exceeded by as many, so they are few. */
	readonly mostAtOnce: number;
	/** So many messages at most come in one run. */
	readonly batchSize: number;
	/** Lambda waits so long for a full batch; it must if a batch is larger than ten. */
	readonly batchingWindow: Duration;
}

export const SIGN_INS: Judging = {
	name: 'judge-sign-in',
	impact: 'Sign-ins wait unjudged: nobody is alerted and nobody is contained until it works again.',
	timeout: Duration.seconds(30),
	mostAtOnce: RESERVED['judge-sign-in'],
	batchSize: 10,
	batchingWindow: Duration.seconds(0),
};

/**
 * A key may make a hundred calls a second. A large batch and few sandboxes, which remember what was
 * told, make of them a few calls of the table. Lambda allows no fewer than two at once.
 */
export const CREDENTIAL_USES: Judging = {
	name: 'judge-credential-use',
	impact:
		'Stolen keys at work are not seen until it works again; sign-ins are judged all the same.',
	timeout: Duration.minutes(2),
	mostAtOnce: RESERVED['judge-credential-use'],
	batchSize: 200,
	batchingWindow: Duration.seconds(5),
};

/** The functions that judge. */
export const JUDGES = [SIGN_INS.name, CREDENTIAL_USES.name] as const;

interface JudgeProps {
	readonly configuration: Configuration;
	readonly coverage: Coverage;
	readonly judging: Judging;
}

/** Judges every event that arrives in its queue. */
export class Judge extends Construct {
	readonly ingest: Ingest;
	readonly function: EyesFunction;

	constructor(scope: Construct, id: string, { configuration, coverage, judging }: JudgeProps) {
		super(scope, id);
		const { name, impact, timeout, mostAtOnce, batchSize, batchingWindow } = judging;
		this.function = new EyesFunction(this, 'Function', {
			...{ name, impact, timeout, configuration },
		});
		this.ingest = new Ingest(this, 'Ingest', { timeout, batchingWindow });
		this.function.lambda.addEventSource(
			new SqsEventSource(this.ingest.work.queue, {
				batchSize,
				maxBatchingWindow: batchingWindow,
				reportBatchItemFailures: true,
				maxConcurrency: mostAtOnce,
			}),
		);
		// The event source already allows the change of visibility by which a message waits.
		this.function.set('EYES_INGEST_QUEUE', this.ingest.work.queue.queueUrl);
		this.function.set('EYES_ACCOUNT', Aws.ACCOUNT_ID);
		this.function.set('EYES_PARTITION', Aws.PARTITION);
		grantReading(this.function, coverage);
	}
}
