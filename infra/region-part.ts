import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { NAME_PREFIX } from '../shared/runtime/names.ts';
import { signInPattern } from './event-patterns.ts';

/**
 * Where sign-in events go: to the bus of the hub, in any account and Region; or, in the hub's own
 * Region of a single account, directly into the queue. They never go to both, and never to a bus
 * that forwards again, because EventBridge forwards an event only once.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export type Destination =
	| { readonly kind: 'bus'; readonly busArn: string; readonly forwarderArn: string }
	| {
			readonly kind: 'queue';
			readonly queueArn: string;
			/** A standard queue of this Region for events that cannot be delivered, or null. */
			readonly deadLetterArn: string | null;
	  };

export interface RegionPartProps {
	readonly destination: Destination;
}

/** The name of the rule in each account and Region. */
export const SIGN_IN_RULE = `${NAME_PREFIX}sign-ins`;

/**
 * Creates what every watched Region of every account has: one rule on the default bus. Its state
 * includes events that only read, because CloudTrail counts the calls that give out credentials as
 * read-only.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class RegionPart extends Construct {
	readonly rule: CfnRule;

	constructor(scope: Construct, id: string, { destination }: RegionPartProps) {
		super(scope, id);
		this.rule = new CfnRule(this, 'Rule', {
			name: SIGN_IN_RULE,
			description: 'Sign-ins and issued credentials, for eyes-system',
			eventPattern: signInPattern(),
			state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
			targets: [target(destination)],
		});
	}
}

function target(destination: Destination): CfnRule.TargetProperty {
	if (destination.kind === 'bus') {
		return { id: 'Hub', arn: destination.busArn, roleArn: destination.forwarderArn };
	}
	const { queueArn, deadLetterArn } = destination;
	return {
		id: 'Queue',
		arn: queueArn,
		...(deadLetterArn !== null && { deadLetterConfig: { arn: deadLetterArn } }),
	};
}
