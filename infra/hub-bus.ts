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
	/** Whose accounts may forward. */
	readonly coverage: Coverage;
}

/** Where the sign-ins of other accounts and Regions arrive. What arrives goes to the ingest queue. */
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
	 * Only the forwarder roles, and only what CloudTrail writes of sign-ins. Without a policy a bus takes events of its own
	 * account alone, from roles that may put them there.
	 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
	 */
	private admit(organization: string): void {
		this.bus.addToResourcePolicy(
			new PolicyStatement({
				sid: 'ForwardersOfTheOrganization',
				// Whoever it is, the conditions say: a policy cannot name the roles of accounts that do not exist yet.
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

	/** The pattern pins source and detail type again: the rule must not fire for all that is let onto the bus. */
	private deliverTo({ work, undelivered }: Ingest): CfnRule {
		return new CfnRule(this, 'Rule', {
			description: 'Sign-ins that other accounts and Regions forwarded',
			eventBusName: this.bus.eventBusName,
			eventPattern: signInPattern(),
			// `ENABLED` leaves out what only reads, such as GetRoleCredentials.
			// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
			state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
			targets: [
				{ id: 'Ingest', arn: work.queue.queueArn, deadLetterConfig: { arn: undelivered.queueArn } },
			],
		});
	}
}

/** ARN of the hub's bus, for whoever forwards from elsewhere. */
export function hubBusArn(region: string, account: string): string {
	return `arn:${Aws.PARTITION}:events:${region}:${account}:event-bus/${HUB_BUS}`;
}
