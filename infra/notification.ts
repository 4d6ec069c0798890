import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { NAME_PREFIX, NOTIFY_QUEUE } from '../shared/runtime/names.ts';
import { EyesFunction } from './eyes-function.ts';
import { idOfThisStack } from './stack-id.ts';
import { type WorkQueue, workQueue } from './work-queue.ts';

interface NotificationProps {
	readonly configuration: Configuration;
}

/** Posts messages to Slack. */
export class Notification extends Construct {
	readonly work: WorkQueue;
	readonly function: EyesFunction;
	/** The ARN of the secret that holds Slack's bot token. */
	readonly secret: string;

	constructor(scope: Construct, id: string, { configuration }: NotificationProps) {
		super(scope, id);
		this.function = new EyesFunction(this, 'Function', {
			name: 'notify',
			configuration,
			timeout: Duration.seconds(30),
			impact: 'Nothing is posted to Slack; judging and containing continue.',
		});
		this.work = workQueue(this, 'Queue', {
			timeout: this.function.timeout,
			// A message that is not due yet is deferred in the queue, and each time counts as a
			// receipt.
			receives: 1000,
			fifo: NOTIFY_QUEUE,
		});
		this.function.lambda.addEventSource(
			new SqsEventSource(this.work.queue, { batchSize: 10, reportBatchItemFailures: true }),
		);
		// The event source already allows the change of visibility by which a message is deferred.
		this.function.set('EYES_NOTIFY_QUEUE', this.work.queue.queueUrl);
		this.secret = emptySecret(this);
		this.function.allow({ actions: ['secretsmanager:GetSecretValue'], resources: [this.secret] });
		this.function.set('EYES_SLACK_SECRET', this.secret);
	}

	/** Lets a function send a hint that something must be posted. */
	grantHint(fn: EyesFunction): void {
		fn.allow({ actions: ['sqs:SendMessage'], resources: [this.work.queue.queueArn] });
		fn.set('EYES_NOTIFY_QUEUE', this.work.queue.queueUrl);
	}
}

/**
 * Creates the secret without a value: a human puts Slack's token there, and no deployment ever
 * changes it.
 */
function emptySecret(scope: Construct): string {
	const secret = new CfnSecret(scope, 'SlackToken', {
		// A name that CloudFormation generates would not begin as the guard SCP expects. The rest
		// of the name is unique for this stack, because the name of a deleted secret stays in use
		// for weeks.
		name: `${NAME_PREFIX}slack-token-${idOfThisStack()}`,
		description: "eyes-system: Slack's bot token, xoxb-…",
	});
	Validations.of(secret).acknowledge({
		id: 'AwsSolutions-SMG4',
		reason: "Slack shows a bot's token to a human once; a function cannot rotate it.",
	});
	return secret.ref;
}
