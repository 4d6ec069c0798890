import { Duration } from 'aws-cdk-lib';
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { FunctionName } from './bundle.ts';
import type { Containment } from './containment.ts';
import type { EyesFunction } from './eyes-function.ts';
import { JUDGES, type Judge } from './judge.ts';
import { measured } from './metrics.ts';
import type { Notification } from './notification.ts';
import type { Reconciling } from './reconciling.ts';
import type { Reporting } from './reporting.ts';
import type { Article } from './runbook.ts';

/** The constructs that the alarms watch. */
export interface Watched {
	readonly table: Table;
	readonly judge: Judge;
	readonly useJudge: Judge;
	readonly containment: Containment;
	readonly notification: Notification;
	readonly reconciling: Reconciling;
	readonly reporting: Reporting;
}

/**
 * One alarm. It rings if the metric is at least `threshold` in each of the `periods` of five
 * minutes.
 */
export interface AlarmSpec {
	readonly id: string;
	/** One sentence that says what the alarm means for people. */
	readonly impact: string;
	readonly article: Article;
	readonly metric: IMetric;
	readonly threshold: number;
	readonly periods?: number;
	/** The alarm rings if the metric is below the threshold or missing. */
	readonly mustBe?: true;
}

const PERIOD = Duration.minutes(5);

/** Gives every alarm as data. */
export function alarmsOf(watched: Watched): readonly AlarmSpec[] {
	const { judge, useJudge, containment, notification, reconciling, reporting } = watched;
	return [
		...[judge, useJudge, containment, notification, reconciling, reporting].flatMap(
			({ function: fn }) => ofFunction(fn),
		),
		...ofQueues(watched),
		...ofReporting(reporting),
		...ofContaining(),
		...ofTelling(),
		...(reconciling.seesStackSets ? ofStackSets() : []),
		...ofTable(watched.table),
	];
}

function ofFunction(fn: EyesFunction): AlarmSpec[] {
	return [
		{
			id: `${fn.name} fails`,
			impact: fn.impact,
			article: 'A function fails',
			metric: fn.lambda.metricErrors({ period: PERIOD }),
			threshold: 1,
			// A single failure is retried by the queue or by the next run of reconcile.
			periods: 2,
		},
		{
			id: `${fn.name} is throttled`,
			impact: fn.impact,
			article: 'A function is throttled',
			metric: fn.lambda.metricThrottles({ period: PERIOD }),
			threshold: 1,
			periods: 2,
		},
	];
}

function ofQueues({ judge, useJudge, containment, notification }: Watched): AlarmSpec[] {
	return [
		// A single message that always fails is not counted in this metric after its third attempt.
		// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
		...ofIngest('sign-ins', judge),
		...ofIngest('credential uses', useJudge),
		queueAgeAlarm('containments', containment.work.queue, {
			minutes: 10,
			impact: containment.function.impact,
		}),
		queueAgeAlarm('messages', notification.work.queue, {
			minutes: 15,
			impact: notification.function.impact,
		}),
		deadLetterAlarm('containment hints', containment.work.deadLetters, {
			impact:
				'A deny document was not published after many attempts; now only reconcile tries it again.',
			article: 'Hints lie in a dead-letter queue',
		}),
		deadLetterAlarm('message hints', notification.work.deadLetters, {
			impact:
				'Messages to Slack were not sent after many attempts; now only reconcile tries them again.',
			article: 'Hints lie in a dead-letter queue',
		}),
	];
}

function ofIngest(what: string, { ingest, function: fn }: Judge): AlarmSpec[] {
	return [
		// A sign-in waits up to ten minutes for another record of its act.
		queueAgeAlarm(what, ingest.work.queue, { minutes: 20, impact: fn.impact }),
		deadLetterAlarm(what, ingest.work.deadLetters, {
			impact: `Some ${what} could not be judged, so nobody was alerted about them.`,
			article: 'Events lie in the dead-letter queue',
		}),
		deadLetterAlarm(`undelivered ${what}`, ingest.undelivered, {
			impact: `EventBridge could not deliver ${what}, so they are not judged.`,
			article: 'Events did not reach the queue',
		}),
	];
}

function ofReporting({ function: fn, work, undelivered }: Reporting): AlarmSpec[] {
	const { impact } = fn;
	const article = 'The credential report is missing';
	return [
		// The report is told after two hours, also without the accounts that still wait.
		queueAgeAlarm('accounts of the credential report', work.queue, { minutes: 120, impact }),
		deadLetterAlarm('accounts of the credential report', work.deadLetters, { impact, article }),
		deadLetterAlarm('weekly reports', undelivered, {
			impact: 'The credential report of a week did not start.',
			article,
		}),
		{
			id: 'credential report overdue',
			impact: 'The credential report was not told two hours after it started.',
			article,
			metric: measured({ metric: 'ReportOverdue', by: 'reconcile' }),
			threshold: 1,
			// Reconcile wakes it; only if that does not help must a human look.
			periods: 3,
		},
	];
}

interface QueueAge {
	readonly minutes: number;
	readonly impact: string;
}

function queueAgeAlarm(what: string, queue: Queue, { minutes, impact }: QueueAge): AlarmSpec {
	return {
		id: `${what} wait too long in the queue`,
		impact,
		article: 'A queue grows old',
		metric: queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: Stats.MAXIMUM }),
		threshold: minutes * 60,
	};
}

function deadLetterAlarm(
	what: string,
	queue: Queue,
	{ impact, article }: Pick<AlarmSpec, 'impact' | 'article'>,
) {
	const metric = queue.metricApproximateNumberOfMessagesVisible({
		period: PERIOD,
		statistic: Stats.MAXIMUM,
	});
	return { id: `${what} in the dead-letter queue`, impact, article, metric, threshold: 1 };
}

function ofContaining(): AlarmSpec[] {
	const containmentAlarm = (kind: 'failed' | 'refused'): AlarmSpec => ({
		id: `containment ${kind}`,
		impact: 'Somebody who should be denied is not denied. A human must act now.',
		article: 'A containment failed',
		metric: measured({ metric: 'Containment', by: 'contain', kind }),
		threshold: 1,
	});
	return [
		containmentAlarm('failed'),
		containmentAlarm('refused'),
		...JUDGES.map((by) => breakerAlarm(by)),
		{
			id: 'tampering',
			impact:
				'Somebody changed or detached a deny document; contained people may have had access for a while.',
			article: 'Somebody tampered with a denial',
			metric: measured({ metric: 'Tampering', by: 'contain' }),
			threshold: 1,
		},
		{
			id: 'deny document nearly full',
			impact:
				'Soon nobody else can be denied by this policy; people who are already denied stay denied.',
			article: 'A deny document is nearly full',
			metric: measured({ metric: 'PolicyFullness', by: 'contain', statistic: Stats.MAXIMUM }),
			threshold: 70,
		},
	];
}

function breakerAlarm(by: FunctionName): AlarmSpec {
	return {
		id: `breaker opened in ${by}`,
		impact: 'Rules contain nobody until a human runs eyes resume; alerts continue.',
		article: 'The circuit breaker opened',
		metric: measured({ metric: 'BreakerOpened', by }),
		threshold: 1,
	};
}

function refusedAlarm(by: FunctionName): AlarmSpec {
	return {
		id: `records refused in ${by}`,
		impact: 'Records have a form that cannot be read, so sign-ins or stolen keys may be missed.',
		article: 'Records are refused',
		metric: measured({ metric: 'RefusedRecord', by }),
		// A single refused record is in the dead-letter queue, which has its own alarm.
		threshold: 10,
	};
}

function ofTelling(): AlarmSpec[] {
	return [
		{
			id: 'slack refuses',
			impact: 'Slack refuses messages permanently, so nobody reads them.',
			article: 'Slack refuses messages',
			metric: measured({ metric: 'SlackRefused', by: 'notify' }),
			threshold: 1,
		},
		...JUDGES.map((by) => refusedAlarm(by)),
		{
			id: 'reconcile missing',
			impact: 'Denials end only by the time in their text, and lost messages are not sent again.',
			article: 'Reconcile does not run',
			metric: measured({ metric: 'Reconciled', by: 'reconcile' }),
			threshold: 1,
			periods: 3,
			mustBe: true,
		},
	];
}

function ofStackSets(): AlarmSpec[] {
	const article = 'Instances of StackSets are not current';
	return [
		{
			id: 'instances of StackSets not current',
			impact: 'In some accounts or Regions sign-ins may not be seen; the channel names them.',
			article,
			metric: measured({ metric: 'StackInstanceNotCurrent', by: 'reconcile' }),
			threshold: 1,
		},
		{
			id: 'instances of StackSets not read',
			impact: 'Nobody knows whether eyes-system is deployed in every account and Region.',
			article,
			metric: measured({ metric: 'StackInstancesNotRead', by: 'reconcile' }),
			threshold: 1,
		},
	];
}

function ofTable(table: Table): AlarmSpec[] {
	const operations = [
		Operation.GET_ITEM,
		Operation.BATCH_GET_ITEM,
		Operation.QUERY,
		Operation.PUT_ITEM,
		Operation.UPDATE_ITEM,
	];
	const unreadable = (by: FunctionName): AlarmSpec => ({
		id: `unreadable item in ${by}`,
		impact:
			'An item of the table cannot be read; the work goes on without it until it is restored.',
		article: 'An item cannot be read',
		metric: measured({ metric: 'UnreadableItem', by }),
		threshold: 1,
	});
	const impact =
		'Everything is late: sign-ins, denials and messages are retried until the table answers.';
	return [
		...JUDGES.map(unreadable),
		unreadable('reconcile'),
		unreadable('report-credentials'),
		{
			id: 'table throttled',
			impact,
			article: 'The table is throttled',
			metric: table.metricThrottledRequestsForOperations({ operations, period: PERIOD }),
			threshold: 1,
			periods: 2,
		},
		{
			id: 'table errors',
			impact,
			article: 'The table answers with errors',
			metric: table.metricSystemErrorsForOperations({ operations, period: PERIOD }),
			threshold: 1,
			periods: 2,
		},
	];
}
