import { Aws } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { FORWARDER_ROLE, HUB_BUS, roleArn } from '../shared/runtime/names.ts';
import { ALARM_TYPES } from './alarm-patterns.ts';
import { AWS_SOURCE, DETAIL_TYPES } from './event-patterns.ts';

interface HubBusProps {
	/** The organization whose accounts may forward events, `o-…`; null for a single account. */
	readonly organization: string | null;
}

/**
 * The bus on which the events of other accounts and Regions arrive. It must exist, with its policy,
 * before any rule forwards to it: EventBridge checks both when it writes the target of a rule.
 */
export class HubBus extends Construct {
	private readonly bus: EventBus;

	constructor(scope: Construct, id: string, { organization }: HubBusProps) {
		super(scope, id);
		this.bus = new EventBus(this, 'Bus', { eventBusName: HUB_BUS });
		if (organization !== null) this.admit(organization);
	}

	get name(): string {
		return this.bus.eventBusName;
	}

	get arn(): string {
		return this.bus.eventBusArn;
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
				conditions: forwardersCondition(Aws.PARTITION, organization),
			}),
		);
	}
}

/** Gives the condition under which the bus admits events of an organization. */
export function forwardersCondition(partition: string, organization: string) {
	return {
		StringEquals: { 'aws:PrincipalOrgID': organization },
		ArnLike: { 'aws:PrincipalArn': roleArn(partition, '*', FORWARDER_ROLE) },
		'ForAllValues:StringLike': { 'events:source': `${AWS_SOURCE}*` },
		'ForAllValues:StringEquals': {
			'events:detail-type': [...new Set([...DETAIL_TYPES, ...ALARM_TYPES])],
		},
	};
}

/** Gives the ARN of the hub's bus, for rules that forward to it. */
export function hubBusArn(region: string, account: string): string {
	return `arn:${Aws.PARTITION}:events:${region}:${account}:event-bus/${HUB_BUS}`;
}
