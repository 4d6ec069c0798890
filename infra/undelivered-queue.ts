import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { safeQueue } from './work-queue.ts';

/**
 * Creates the queue of events that EventBridge could not deliver to the target of a rule. Without it
 * they are gone: after a day, and at once if the target or the right to use it is missing. It must
 * be a standard queue in the account and Region of the rule.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function undeliveredQueue(scope: Construct, id: string, name: string | null): Queue {
	const queue = safeQueue(scope, id, name);
	Validations.of(queue).acknowledge({
		id: 'AwsSolutions-SQS3',
		reason:
			'It is itself the dead-letter queue of the rules; cdk-nag only recognises those of queues.',
	});
	return queue;
}

/** Lets only these rules put events into a queue. */
export function admitRules(queue: Queue, ruleArns: readonly string[]): void {
	// What a condition without a value means is not documented.
	if (ruleArns.length === 0) return;
	queue.addToResourcePolicy(
		new PolicyStatement({
			principals: [new ServicePrincipal('events.amazonaws.com')],
			actions: ['sqs:SendMessage'],
			resources: [queue.queueArn],
			conditions: { ArnEquals: { 'aws:SourceArn': [...ruleArns] } },
		}),
	);
}
