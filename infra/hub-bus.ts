import { Aws } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EVENT_SOURCES } from '../shared/record/event-sources.ts';
import { FORWARDER_ROLE, HUB_BUS, roleArn } from '../shared/runtime/names.ts';
import { busSource, DETAIL_TYPES, signInPattern } from './event-patterns.ts';
import type { Ingest } from './ingest.ts';
import type { Coverage } from './other-accounts.ts';

interface HubBusProps {
	readonly ingest: Ingest;
	/** The accounts that may forward events. */
	readonly coverage: Coverage;
}

/**
 * The bus on which the sign-ins of other accounts and Regions arrive. They go on to the ingest
 * queue.
 */
export class HubBus extends Construct {
	private readonly bus: EventBus;

	constructor(scope: Construct, id: string, { ingest, coverage }: HubBusProps) {
		super(scope, id);
		this.bus = new EventBus(this, 'Bus', { eventBusName: HUB_BUS });
		if (coverage.kind === 'organization') this.admit(coverage.id);
		const rule = this.deliverTo(ingest);
		ingest.admit([rule.attrArn]);
	}

	/**
	 * Admits only the forwarder roles, and only what CloudTrail writes about sign-ins. Without a
	 * policy a bus accepts only events of its own account, from roles that may put them there.
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
					'ForAllValues:StringEquals': {
						'events:source': EVENT_SOURCES.map(busSource),
						'events:detail-type': [...DETAIL_TYPES],
					},
				},
			}),
		);
	}

	/**
	 * Delivers to the ingest queue. The pattern repeats source and detail type, so that the rule
	 * does not match everything that is admitted to the bus.
	 */
	private deliverTo({ work, undelivered }: Ingest): CfnRule {
		return new CfnRule(this, 'Rule', {
			description: 'Sign-ins that other accounts and Regions forwarded',
			eventBusName: this.bus.eventBusName,
			eventPattern: signInPattern(),
			// `ENABLED` leaves out events that only read, such as GetRoleCredentials.
			// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
			state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
			targets: [
				{ id: 'Ingest', arn: work.queue.queueArn, deadLetterConfig: { arn: undelivered.queueArn } },
			],
		});
	}
}

/** Gives the ARN of the hub's bus, for rules that forward to it. */
export function hubBusArn(region: string, account: string): string {
	return `arn:${Aws.PARTITION}:events:${region}:${account}:event-bus/${HUB_BUS}`;
}
