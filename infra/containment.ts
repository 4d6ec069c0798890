import { Aws, Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { CONTAIN_QUEUE } from '../shared/runtime/names.ts';
import { EyesFunction } from './eyes-function.ts';
import { type Coverage, grantResponding } from './other-accounts.ts';
import { type WorkQueue, workQueue } from './work-queue.ts';

/** So many targets at once: the organization and a few accounts. One target never has two, the queue sees to that. */
const MOST_AT_ONCE = 5;

interface ContainmentProps {
	readonly configuration: Configuration;
	readonly coverage: Coverage;
	/** ARN of the containment SCP; null where there is none. */
	readonly scp: string | null;
}

/** Publishes who is denied. The only writer of policy texts. */
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
				'Whoever should be denied is not, and whoever was released stays denied until the end in the text.',
			// Kept for it: a thief could start functions until none is left for the one that stops him.
			reservedConcurrency: MOST_AT_ONCE,
		});
		this.work = workQueue(this, 'Queue', {
			timeout: this.function.timeout,
			// Each time put off for longer, up to half a minute: after an hour a human may look. Reconcile goes on asking.
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
		// Where it puts a hint off; the event source already allows it.
		this.function.set('EYES_CONTAIN_QUEUE', this.work.queue.queueUrl);
		grantResponding(this.function, coverage);
		if (scp !== null && coverage.kind === 'organization') grantScp(this.function, scp, coverage);
	}

	/** Ask for a target to be published. */
	grantHint(fn: EyesFunction): void {
		fn.allow({ actions: ['sqs:SendMessage'], resources: [this.work.queue.queueArn] });
		fn.set('EYES_CONTAIN_QUEUE', this.work.queue.queueUrl);
	}
}

type OrganizationCoverage = Extract<Coverage, { readonly kind: 'organization' }>;

/** Rewrite this one SCP, and look whom it reaches. The delegation policy of Organizations must allow it as well. */
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
		because:
			'Any account may be the one to look up, and the OUs above it are not known beforehand.',
	});
}
