import { Aws, Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { CONTAIN_QUEUE } from '../shared/runtime/names.ts';
import { EyesFunction } from './eyes-function.ts';
import { type Coverage, grantResponding } from './other-accounts.ts';
import { RESERVED } from './reserved-concurrency.ts';
import { type WorkQueue, workQueue } from './work-queue.ts';

/**
 * So many policies are published at once: the SCP and those of a few accounts. The queue ensures
 * that one policy is never published twice at the same time.
 */
const MOST_AT_ONCE = RESERVED.contain;

interface ContainmentProps {
	readonly configuration: Configuration;
	readonly coverage: Coverage;
	/** The ARN of the containment SCP; null if there is none. */
	readonly scp: string | null;
}

/** Publishes who is denied. Only this function writes policy texts. */
export class Containment extends Construct {
	readonly work: WorkQueue;
	readonly function: EyesFunction;

	constructor(scope: Construct, id: string, { configuration, coverage, scp }: ContainmentProps) {
		super(scope, id);
		this.function = new EyesFunction(this, 'Function', {
			name: 'contain',
			configuration,
			timeout: Duration.seconds(60),
			impact:
				'People who should be denied are not, and people who were released stay denied until the end time in the text.',
		});
		this.work = workQueue(this, 'Queue', {
			timeout: this.function.timeout,
			// Each receipt defers the message for longer, up to half a minute; after an hour a
			// human may look. Reconcile continues to send hints.
			receives: 120,
			fifo: CONTAIN_QUEUE,
		});
		this.function.lambda.addEventSource(
			new SqsEventSource(this.work.queue, {
				batchSize: 1,
				reportBatchItemFailures: true,
				maxConcurrency: MOST_AT_ONCE,
			}),
		);
		this.function.set('EYES_PARTITION', Aws.PARTITION);
		this.function.set('EYES_SCP', scp ?? '');
		// The function defers hints in this queue; the event source already allows that.
		this.function.set('EYES_CONTAIN_QUEUE', this.work.queue.queueUrl);
		grantResponding(this.function, coverage);
		if (scp !== null && coverage.kind === 'organization') grantScp(this.function, scp, coverage);
	}

	/** Lets a function send a hint that a policy must be published. */
	grantHint(fn: EyesFunction): void {
		fn.allow({ actions: ['sqs:SendMessage'], resources: [this.work.queue.queueArn] });
		fn.set('EYES_CONTAIN_QUEUE', this.work.queue.queueUrl);
	}
}

type OrganizationCoverage = Extract<Coverage, { readonly kind: 'organization' }>;

/**
 * Lets the function write this one SCP and find out whether it applies to an account. The
 * delegation policy of Organizations must allow it as well.
 */
function grantScp(fn: EyesFunction, scp: string, coverage: OrganizationCoverage): void {
	fn.allow({
		actions: [
			'organizations:DescribePolicy',
			'organizations:ListTargetsForPolicy',
			'organizations:UpdatePolicy',
		],
		resources: [scp],
		conditions: { StringEquals: { 'organizations:PolicyType': 'SERVICE_CONTROL_POLICY' } },
	});
	const { id, managementAccount } = coverage;
	const below = `arn:${Aws.PARTITION}:organizations::${managementAccount}`;
	fn.allow({
		actions: ['organizations:ListParents'],
		resources: [`${below}:account/${id}/*`, `${below}:ou/${id}/*`],
		because: 'Any account may have to be looked up, and the OUs above it are not known beforehand.',
	});
}
