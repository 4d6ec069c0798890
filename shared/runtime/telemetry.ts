import type { PassOver } from './dynamodb-item.ts';

/**
 * What is counted and measured. The functions write these metrics; the alarms and the dashboard
 * read them. Each becomes a CloudWatch metric through the log (embedded metric format), so that
 * nothing waits for it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const METRICS = {
	SignIn: 'sign-ins judged, by disposition',
	RefusedRecord: 'records that could not be read, by reason',
	Containment: 'containments that entered a state, by state',
	BreakerOpened: 'the circuit breaker opened',
	Tampering: 'somebody else changed a published deny document or its attachment',
	EventToDeny: "milliseconds from the event's own time to the effective deny",
	EventToMessage: "milliseconds from the event's own time to the Slack message",
	QueueAge: 'milliseconds that a hint or an event waited in its queue',
	SlackPosted: 'messages that Slack accepted',
	SlackRefused: 'messages that Slack refused permanently, by error',
	KeyAgeUnknown: 'access keys whose age IAM did not tell, by reason',
	KeyPastUnknown: 'keys at work of which CloudTrail did not tell the earlier uses, by reason',
	DirectoryNotWatched: 'portal sign-ins of which no record of the portal arrives',
	AccountsNotListed: 'attempts to list the accounts of the organization that failed',
	StackInstanceNotCurrent: 'instances of StackSets that the last look found not current',
	StackInstancesNotRead: 'runs of reconcile while the StackSets could not be looked at for an hour',
	Reconciled: 'runs of reconcile that completed',
	ReconcileUnfinished: 'parts of a run of reconcile that had no time left, by part',
	EndedAfter: 'milliseconds from the end of a containment until reconcile ended it',
	ReportTold: 'credential reports that were handed over to be posted',
	ReportAccountFailed: 'accounts that the credential report could not read',
	ReportOverdue: 'credential reports that were not told in time and were woken',
	UnreadableItem: 'items of the table that could not be read and were skipped',
	PolicyFullness: 'percent of the size limit that a deny document uses, by policy',
} as const;

export type MetricName = keyof typeof METRICS;

/** The namespace of all metrics, and the name of the one dimension that some metrics have. */
export const METRIC_NAMESPACE = 'eyes-system';
export const METRIC_DIMENSION = 'kind';

/** Fields hold ids, reasons and outcomes; never a token, a policy text or a whole event. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** Functions write here what they did. */
export interface Telemetry {
	/**
	 * Adds to a count, one if nothing else is said. `kind` separates the parts of one metric; use only
	 * a fixed set of kinds.
	 */
	count(metric: MetricName, kind?: string, times?: number): void;
	/** Writes one measurement: milliseconds, or percent where the metric says so. */
	measure(metric: MetricName, value: number, kind?: string): void;
	info(message: string, fields?: Fields): void;
	warn(message: string, fields?: Fields): void;
	error(message: string, fields?: Fields, cause?: unknown): void;
}

/** Logs an item that cannot be read, and lets the work continue without it. */
export function tellUnreadable(telemetry: Telemetry): PassOver {
	return (damage) => {
		telemetry.count('UnreadableItem');
		const sentence = "item cannot be read: restore it from the table's backup";
		telemetry.error(sentence, { item: damage.item }, damage);
	};
}
