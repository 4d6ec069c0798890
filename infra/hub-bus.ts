import { Aws } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { FORWARDER_ROLE, HUB_BUS, roleArn } from '../shared/runtime/names.ts';
import { ALARM_TYPES } from './alarm-patterns.ts';
import { AlarmRules } from './alarm-rules.ts';
import { AWS_SOURCE, DETAIL_TYPES, type EventPattern, signInPattern } from './event-patterns.ts';
import type { Ingest } from './ingest.ts';
import type { Coverage } from './other-accounts.ts';
import { type Watching, WITH_READS } from './region-part.ts';

interface HubBusProps {
	readonly signIns: Ingest;
	readonly uses: Ingest;
	readonly watching: Watching;
	/** The accounts that may forward events. */
	readonly coverage: Coverage;
}

/**
 * The bus on which the events of other accounts and Regions arrive. They go on to the queues from
 * which they are judged.
 */
export class HubBus extends Construct {
	private readonly bus: EventBus;

	constructor(scope: Construct, id: string, { coverage, ...deliveries }: HubBusProps) {
		super(scope, id);
		this.bus = new EventBus(this, 'Bus', { eventBusName: HUB_BUS });
		if (coverage.kind === 'organization') this.admit(coverage.id);
		this.deliver('Rule', {
			ingest: deliveries.signIns,
			eventPattern: signInPattern(),
			description: 'Sign-ins that other accounts and Regions forwarded',
		});
		const { uses, alarms } = deliveries.watching;
		const rules = new AlarmRules(this, 'Alarms', {
			alarms,
			target: targetOf(deliveries.signIns),
			busName: this.bus.eventBusName,
		});
		deliveries.signIns.admit(rules.arns);
		if (uses === null) return;
		this.deliver('Uses', {
			ingest: deliveries.uses,
			eventPattern: uses,
			description: 'Credential uses that other accounts and Regions forwarded',
		});
	}

	/**
	 * Admits only the forwarder roles, and only what CloudTrail writes and AWS's own alarms. Which
	 * services are called with a credential is not known beforehand, but only AWS can put events with
	 * such a source on the bus from which they are forwarded. Without a policy a bus accepts only
	 * events of its own account, from roles that may put them there.
	 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
	 */
	private admit(organization: string): void {
		this.bus.addToResourcePolicy(
			new PolicyStatement({
				sid: 'ForwardersOfTheOrganization',
				// The conditions limit who it is: a policy cannot name roles of accounts that do
				// not exist yet.
				principals: [new AnyPrincipal()],
				actions: ['events:PutEvents'],
				resources: [this.bus.eventBusArn],
				conditions: {
					StringEquals: { 'aws:PrincipalOrgID': organization },
					ArnLike: { 'aws:PrincipalArn': roleArn(Aws.PARTITION, '*', FORWARDER_ROLE) },
					'ForAllValues:StringLike': { 'events:source': `${AWS_SOURCE}*` },
					'ForAllValues:StringEquals': {
						'events:detail-type': [...new Set([...DETAIL_TYPES, ...ALARM_TYPES])],
					},
				},
			}),
		);
	}

	/**
	 * Delivers to a queue. The pattern repeats source and detail type, so that the rule does not match
	 * everything that is admitted to the bus.
	 */
	private deliver(id: string, { ingest, eventPattern, description }: Delivery): void {
		const rule = new CfnRule(this, id, {
			description,
			eventBusName: this.bus.eventBusName,
			eventPattern,
			state: WITH_READS,
			targets: [targetOf(ingest)],
		});
		ingest.admit([rule.attrArn]);
	}
}

function targetOf({ work, undelivered }: Ingest): CfnRule.TargetProperty {
	const deadLetterConfig = { arn: undelivered.queueArn };
	return { id: 'Ingest', arn: work.queue.queueArn, deadLetterConfig };
}

interface Delivery {
	readonly ingest: Ingest;
	readonly eventPattern: EventPattern;
	readonly description: string;
}

/** Gives the ARN of the hub's bus, for rules that forward to it. */
export function hubBusArn(region: string, account: string): string {
	return `arn:${Aws.PARTITION}:events:${region}:${account}:event-bus/${HUB_BUS}`;
}
