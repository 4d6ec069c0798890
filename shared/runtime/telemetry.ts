import type { PassOver } from './dynamodb-item.ts';

/**
 * What is counted and timed. One list: the functions write these, the alarms and the dashboard read them.
 * Each becomes a CloudWatch metric by way of the log (embedded metric format), so that nothing waits for it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const METRICS = {
	SignIn: 'sign-ins judged, by disposition',
	RefusedRecord: 'records that could not be read, by reason',
	Containment: 'containments that came into a state, by state',
	BreakerOpened: 'the breaker has opened',
	Tampering: 'a published text or its attachment was changed by somebody else',
	EventToDeny: "milliseconds from the event's own time to the effective deny",
	EventToMessage: "milliseconds from the event's own time to the Slack message",
	QueueAge: 'milliseconds that a hint or an event waited in its queue',
	SlackPosted: 'messages that Slack took',
	SlackRefused: 'messages that Slack refused for good, by error',
	KeyAgeUnknown: 'access keys whose age IAM did not tell, by reason',
	Reconciled: 'reconcile ran to its end',
	UnreadableItem: 'items of the table that could not be read and were passed over',
	PolicyFullness: 'percent of the size limit that a deny document takes, by policy',
} as const;

export type MetricName = keyof typeof METRICS;

/** The namespace of all metrics, and the name of the one dimension that some of them have. */
export const METRIC_NAMESPACE = 'eyes-system';
export const METRIC_DIMENSION = 'kind';

/** Ids, reasons and outcomes; never a token, a policy text or a whole event. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** Where functions say what they did. */
export interface Telemetry {
	/** Adds to a count. `kind` tells the parts of one metric apart; keep it to a closed set. */
	count(metric: MetricName, kind?: string): void;
	/** One measurement: milliseconds, or percent where the metric says so. */
	measure(metric: MetricName, value: number, kind?: string): void;
	info(message: string, fields?: Fields): void;
	warn(message: string, fields?: Fields): void;
	error(message: string, fields?: Fields, cause?: unknown): void;
}

/** Notes an item that cannot be read and lets the work go on without it. */
export function tellUnreadable(telemetry: Telemetry): PassOver {
	return (damage) => {
		telemetry.count('UnreadableItem');
		const sentence = "item cannot be read: restore it from the table's backup";
		telemetry.error(sentence, { item: damage.item }, damage);
	};
}
