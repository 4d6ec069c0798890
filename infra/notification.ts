import { Aws, Duration, Fn, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { NAME_PREFIX, NOTIFY_QUEUE } from '../shared/runtime/names.ts';
import { EyesFunction } from './eyes-function.ts';
import { type WorkQueue, workQueue } from './work-queue.ts';

interface NotificationProps {
	readonly configuration: Configuration;
}

/** Tells Slack. */
export class Notification extends Construct {
	readonly work: WorkQueue;
	readonly function: EyesFunction;
	/** ARN of the secret that holds Slack's bot token. */
	readonly secret: string;

	constructor(scope: Construct, id: string, { configuration }: NotificationProps) {
		super(scope, id);
		this.function = new EyesFunction(this, 'Function', {
			name: 'notify',
			configuration,
			timeout: Duration.seconds(30),
			impact: 'Slack does not say what happens; judging and containing go on.',
			// Messages are worked on one by one for each channel, so more than a few never run.
			reservedConcurrency: null,
		});
		this.work = workQueue(this, 'Queue', {
			timeout: this.function.timeout,
			// A message that is not due yet goes back into the queue, and each time counts as a receipt.
			receives: 1000,
			fifo: NOTIFY_QUEUE,
		});
		this.function.lambda.addEventSource(
			new SqsEventSource(this.work.queue, { batchSize: 10, reportBatchItemFailures: true }),
		);
		// The event source already allows the change of visibility by which a message is put off.
		this.function.set('EYES_NOTIFY_QUEUE', this.work.queue.queueUrl);
		this.secret = emptySecret(this);
		this.function.allow({ actions: ['secretsmanager:GetSecretValue'], resources: [this.secret] });
		this.function.set('EYES_SLACK_SECRET', this.secret);
	}

	/** Say that something is to be told. */
	grantHint(fn: EyesFunction): void {
		fn.allow({ actions: ['sqs:SendMessage'], resources: [this.work.queue.queueArn] });
		fn.set('EYES_NOTIFY_QUEUE', this.work.queue.queueUrl);
	}
}

/** Without a value: a human puts Slack's token there, and no deployment ever touches it. */
function emptySecret(scope: Construct): string {
	const secret = new CfnSecret(scope, 'SlackToken', {
		// CloudFormation would not begin it as the guard SCP knows ours. The rest is of this stack alone, because the name of
		// a deleted secret stays taken for weeks.
		name: `${NAME_PREFIX}slack-token-${ofThisStack()}`,
		description: "eyes-system: Slack's bot token, xoxb-…",
	});
	Validations.of(secret).acknowledge({
		id: 'AwsSolutions-SMG4',
		reason:
			"Slack gives a bot's token to a human once; there is nothing that a function could rotate it with.",
	});
	return secret.ref;
}

/** The first part of the id that ends the stack's ARN, `arn:…:stack/<name>/<id>`. */
function ofThisStack(): string {
	return Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
}
