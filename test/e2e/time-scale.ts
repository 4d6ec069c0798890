import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { restCall } from './aws/rest-call.ts';
import type { Deployed, DeployedResource } from './deploy/deploy-stack.ts';

/**
 * Makes time run faster, after the properties were compared with the template. With the template's
 * values a message that failed is delivered again after minutes, and a function that hangs is ended
 * after half a minute or more.
 */
export interface TimeScale {
	/** Seconds until a message is delivered again. */
	readonly visibility: number;
	/** Seconds after which a function is ended; null keeps the template's value. */
	readonly timeout: number | null;
}

/** Sets these times for every queue that a function reads, and for every function. */
export async function scaleTime(
	{ clients, place, resources }: Deployed,
	scale: TimeScale,
): Promise<void> {
	const ofType = (type: string): DeployedResource[] => resources.filter((one) => one.type === type);
	for (const { physicalId: QueueUrl, properties } of ofType('AWS::SQS::Queue')) {
		// Queues without a redrive policy are dead-letter queues.
		if (properties.RedrivePolicy === undefined) continue;
		const Attributes = { VisibilityTimeout: String(scale.visibility) };
		await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
	}
	if (scale.timeout === null) return;
	for (const { physicalId } of ofType('AWS::Lambda::Function')) {
		await restCall(place, {
			service: 'lambda',
			method: 'PUT',
			path: `/2015-03-31/functions/${physicalId}/configuration`,
			body: JSON.stringify({ Timeout: scale.timeout }),
		});
	}
}
