import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { GetTopicAttributesCommand, NotFoundException, SNSClient } from '@aws-sdk/client-sns';
import type { LiveAlarm } from '../verify-deps.ts';

/** Gives the alarms whose names begin so, without composite ones, of which we have none. */
export async function liveAlarms(region: string, prefix: string): Promise<LiveAlarm[]> {
	const client = new CloudWatchClient({ region });
	const alarms: LiveAlarm[] = [];
	const input = { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm' as const] };
	for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, input))
		for (const { AlarmName, AlarmDescription, StateValue, ActionsEnabled } of MetricAlarms)
			alarms.push({
				name: AlarmName ?? '',
				says: AlarmDescription ?? '',
				state: StateValue ?? 'not told',
				acts: ActionsEnabled ?? false,
			});
	return alarms;
}

/**
 * Counts who has confirmed a subscription of a topic; null if there is no such topic.
 * https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export async function subscribersOf(region: string, topic: string): Promise<number | null> {
	try {
		const { Attributes = {} } = await new SNSClient({ region }).send(
			new GetTopicAttributesCommand({ TopicArn: topic }),
		);
		return Number(Attributes.SubscriptionsConfirmed);
	} catch (error) {
		if (error instanceof NotFoundException) return null;
		throw error;
	}
}
