import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnSchedule, ContextAttribute } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { REPORT_SCHEDULE, ROLE_PATH } from '../shared/runtime/names.ts';
import { EyesFunction } from './eyes-function.ts';
import { type Coverage, grantReporting } from './other-accounts.ts';
import { KEYS, REPORTS, reportBucket } from './report-bucket.ts';
import { safeQueue, type WorkQueue, workQueue } from './work-queue.ts';

/**
 * So many accounts are read at once. They are few, because IAM publishes no request rate, and
 * nobody waits for the report.
 */
const MOST_AT_ONCE = 4;

interface ReportingProps {
	readonly configuration: Configuration;
	readonly coverage: Coverage;
}

/** Reports every week which credentials are old, unused or at risk in all accounts. */
export class Reporting extends Construct {
	readonly function: EyesFunction;
	/** Has one message for each account that must still be read. */
	readonly work: WorkQueue;
	/** Holds the weekly events that EventBridge Scheduler or Lambda could not deliver. */
	readonly undelivered: Queue;
	/** Keeps every report. */
	readonly bucket: Bucket;

	constructor(scope: Construct, id: string, { configuration, coverage }: ReportingProps) {
		super(scope, id);
		this.undelivered = undeliveredEvents(this);
		this.function = new EyesFunction(this, 'Function', {
			name: 'report-credentials',
			configuration,
			// Lambda allows no more: a large account needs thousands of calls, one after another.
			timeout: Duration.minutes(15),
			// The last run holds the findings of all accounts: 1.2 GB for 250,000 keys that are all
			// old (`npm run bench:report`).
			memory: 2048,
			deadLetters: this.undelivered,
			impact: 'The weekly credential report is late, or accounts are missing in it.',
		});
		this.work = this.accountQueue();
		this.bucket = reportBucket(this, 'Bucket', configuration.report.keepYears);
		weeklySchedule(this, configuration, {
			functionArn: this.function.lambda.functionArn,
			deadLetterArn: this.undelivered.queueArn,
		});
		this.function.set('EYES_ACCOUNT', Aws.ACCOUNT_ID);
		this.function.set('EYES_PARTITION', Aws.PARTITION);
		this.grantAccount(this.function);
		this.grantKeeping();
		grantReporting(this.function, coverage);
	}

	/** Lets a function have an account read, now or again. */
	grantAccount(fn: EyesFunction): void {
		fn.allow({ actions: ['sqs:SendMessage'], resources: [this.work.queue.queueArn] });
		fn.set('EYES_REPORT_QUEUE', this.work.queue.queueUrl);
	}

	/** Lets a function read the kept reports. */
	grantReports(fn: EyesFunction): void {
		fn.allow({
			actions: ['s3:GetObject'],
			resources: [this.bucket.arnForObjects(REPORTS)],
			because: 'Each week has a report of its own.',
		});
		fn.set('EYES_REPORT_BUCKET', this.bucket.bucketName);
	}

	private grantKeeping(): void {
		this.function.allow({
			actions: ['s3:GetObject', 's3:PutObject'],
			resources: [REPORTS, KEYS].map((prefix) => this.bucket.arnForObjects(prefix)),
			because: 'Each week has a report of its own, and each account its keys.',
		});
		// Without it, S3 answers that a missing object is forbidden.
		// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
		this.function.allow({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] });
		this.function.set('EYES_REPORT_BUCKET', this.bucket.bucketName);
	}

	private accountQueue(): WorkQueue {
		const work = workQueue(this, 'Queue', {
			timeout: this.function.timeout,
			// A message starts a run by itself, without a batch to wait in, so it is hidden only a
			// little longer than the run can take. Six time-outs would be 90 minutes, and the
			// report is told after two hours, also without the account.
			hiddenTimeouts: 1.1,
			// After as many failed runs the two hours are nearly over.
			receives: 5,
			fifo: null,
		});
		this.function.lambda.addEventSource(
			new SqsEventSource(work.queue, {
				batchSize: 1,
				reportBatchItemFailures: true,
				maxConcurrency: MOST_AT_ONCE,
			}),
		);
		return work;
	}
}

function undeliveredEvents(scope: Construct): Queue {
	const queue = safeQueue(scope, 'Undelivered', null);
	Validations.of(queue).acknowledge({
		id: 'AwsSolutions-SQS3',
		reason:
			'It is itself the dead-letter queue of the schedule and of the function; cdk-nag only recognises those of queues.',
	});
	return queue;
}

interface Delivery {
	readonly functionArn: string;
	readonly deadLetterArn: string;
}

/**
 * Starts the function every week in the configured time zone, also when clocks change. The event
 * has the time at which the report is due, which is the same for each attempt.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
function weeklySchedule(
	scope: Construct,
	{ report, timeZone }: Configuration,
	{ functionArn, deadLetterArn }: Delivery,
): void {
	new CfnSchedule(scope, 'Schedule', {
		name: REPORT_SCHEDULE,
		description: 'Weekly credential report of eyes-system',
		scheduleExpression: cronOf(report.schedule),
		scheduleExpressionTimezone: timeZone,
		flexibleTimeWindow: { mode: 'OFF' },
		target: {
			arn: functionArn,
			roleArn: schedulerRole(scope, { functionArn, deadLetterArn }).roleArn,
			input: JSON.stringify({ scheduledAt: ContextAttribute.scheduledTime }),
			// A report that is a day late is better than none.
			retryPolicy: {
				maximumEventAgeInSeconds: Duration.days(1).toSeconds(),
				maximumRetryAttempts: 185,
			},
			deadLetterConfig: { arn: deadLetterArn },
		},
	});
}

/**
 * Trusts EventBridge Scheduler for schedules of this account.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function schedulerRole(scope: Construct, { functionArn, deadLetterArn }: Delivery): Role {
	const role = new Role(scope, 'SchedulerRole', {
		assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
			conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
		}),
		path: ROLE_PATH,
	});
	const allow = (action: string, resource: string) =>
		role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
	allow('lambda:InvokeFunction', functionArn);
	allow('sqs:SendMessage', deadLetterArn);
	return role;
}

/** Gives the cron expression of `MON 09:00`. */
function cronOf(schedule: string): string {
	const [day, time = ''] = schedule.split(' ');
	const [hour, minute] = time.split(':').map(Number);
	return `cron(${minute} ${hour} ? * ${day} *)`;
}
