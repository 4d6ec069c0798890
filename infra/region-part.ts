import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AlarmSettings, Configuration } from '../shared/configuration/configuration.ts';
import { NAME_PREFIX, UNDELIVERED_QUEUE } from '../shared/runtime/names.ts';
import { AlarmRules } from './alarm-rules.ts';
import { type EventPattern, signInPattern } from './event-patterns.ts';
import { fitPattern } from './fit-pattern.ts';
import { admitRules, undeliveredQueue } from './undelivered-queue.ts';

/**
 * Where events go: to the bus of the hub, in any account and Region; or, in the hub's own Region of a
 * single account, directly into the queues. They never go to both, and never to a bus that forwards
 * again, because EventBridge forwards an event only once.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export type Destination =
	| { readonly kind: 'bus'; readonly busArn: string; readonly forwarderArn: string }
	| { readonly kind: 'queues'; readonly signIns: QueueTarget; readonly uses: QueueTarget };

export interface QueueTarget {
	readonly queueArn: string;
	/** A standard queue of this Region for events that cannot be delivered, or null. */
	readonly deadLetterArn: string | null;
}

/** What is watched beside sign-ins. */
export interface Watching {
	/** The pattern of credential uses; null if none are to be seen. */
	readonly uses: EventPattern | null;
	/** Which of AWS's own alarms about credentials are to be seen. */
	readonly alarms: AlarmSettings;
}

export function watchingOf(configuration: Configuration): Watching {
	return { uses: fitPattern(configuration).pattern, alarms: configuration.alarms };
}

export interface RegionPartProps {
	readonly destination: Destination;
	readonly watching: Watching;
}

/** The names of the rules in each account and Region. The guard SCP knows them by their beginning. */
export const SIGN_IN_RULE = `${NAME_PREFIX}sign-ins`;
export const USE_RULE = `${NAME_PREFIX}credential-uses`;

/**
 * Creates what every watched Region of every account has: rules on the default bus, and a queue for
 * what they could not forward. The state of the rules includes events that only read, because CloudTrail counts the calls that give out credentials as
 * read-only, and because a thief reads first.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export class RegionPart extends Construct {
	readonly signIns: CfnRule;
	/** Null if no credential uses are to be seen. */
	readonly uses: CfnRule | null;
	readonly alarms: AlarmRules;

	constructor(scope: Construct, id: string, { destination, watching }: RegionPartProps) {
		super(scope, id);
		const { uses, alarms } = watching;
		const undelivered =
			destination.kind === 'bus' ? undeliveredQueue(this, 'Undelivered', UNDELIVERED_QUEUE) : null;
		const to = targets(destination, undelivered?.queueArn ?? null);
		this.signIns = new CfnRule(this, 'Rule', {
			name: SIGN_IN_RULE,
			description: 'Sign-ins and issued credentials, for eyes-system',
			eventPattern: signInPattern(),
			state: WITH_READS,
			targets: [to.signIns],
		});
		this.uses =
			uses === null
				? null
				: new CfnRule(this, 'Uses', {
						name: USE_RULE,
						description: 'Credentials at work from untrusted networks, for eyes-system',
						eventPattern: uses,
						state: WITH_READS,
						targets: [to.uses],
					});
		this.alarms = new AlarmRules(this, 'Alarms', { alarms, target: to.signIns });
		if (undelivered !== null) admitRules(undelivered, this.ruleArns);
	}

	private get ruleArns(): string[] {
		const rules = this.uses === null ? [this.signIns] : [this.signIns, this.uses];
		return [...rules.map(({ attrArn }) => attrArn), ...this.alarms.arns];
	}
}

/**
 * `ENABLED` leaves out events that only read, such as GetRoleCredentials.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const WITH_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

interface Targets {
	/** The alarms go where the sign-ins go. */
	readonly signIns: CfnRule.TargetProperty;
	readonly uses: CfnRule.TargetProperty;
}

function targets(destination: Destination, undeliveredArn: string | null): Targets {
	if (destination.kind === 'queues')
		return { signIns: queueTarget(destination.signIns), uses: queueTarget(destination.uses) };
	const bus = {
		...{ id: 'Hub', arn: destination.busArn, roleArn: destination.forwarderArn },
		...deadLetters(undeliveredArn),
	};
	return { signIns: bus, uses: bus };
}

function queueTarget({ queueArn, deadLetterArn }: QueueTarget): CfnRule.TargetProperty {
	return { id: 'Queue', arn: queueArn, ...deadLetters(deadLetterArn) };
}

function deadLetters(arn: string | null) {
	return arn === null ? {} : { deadLetterConfig: { arn } };
}
