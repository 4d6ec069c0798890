import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountRootPrincipal, AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HUB_BUS } from '../shared/runtime/names.ts';
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
		this.admit(organization);
	}

	get name(): string {
		return this.bus.eventBusName;
	}

	get arn(): string {
		return this.bus.eventBusArn;
	}

	/**
	 * Admits the accounts whose rules forward here, and only what CloudTrail writes and AWS's own
	 * alarms. The single account too must be admitted: for a rule in another Region, `PutTargets` was
	 * seen to ask the policy of the bus for the account, also where both are in one account.
	 * https://github.com/ministryofjustice/modernisation-platform-environments/pull/19002
	 *
	 * It does not name the forwarder roles: with which principal `PutTargets` asks is not documented,
	 * and if it is not the role, AWS would refuse every rule. Members still cannot put false events
	 * here: a source that begins with `aws.` is for AWS only, and a rule that forwards to another
	 * account cannot change the event. They can only forward true events of their own again, and the
	 * judges count an event once.
	 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
	 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
	 */
	private admit(organization: string | null): void {
		const isSingle = organization === null;
		this.bus.addToResourcePolicy(
			new PolicyStatement({
				sid: isSingle ? 'RulesOfTheAccount' : 'RulesOfTheOrganization',
				// The condition limits it to the organization: a policy cannot name accounts that do not
				// exist yet.
				principals: [isSingle ? new AccountRootPrincipal() : new AnyPrincipal()],
				actions: ['events:PutEvents'],
				resources: [this.bus.eventBusArn],
				conditions: admittedEvents(organization),
			}),
		);
	}
}

/**
 * Gives the condition under which the bus admits events of an organization, or, if it is null, of
 * its own account. `ForAllValues` is true if the request has no events, like that of `PutTargets`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export function admittedEvents(organization: string | null) {
	return {
		...(organization !== null && { StringEquals: { 'aws:PrincipalOrgID': organization } }),
		'ForAllValues:StringLike': { 'events:source': `${AWS_SOURCE}*` },
		'ForAllValues:StringEquals': {
			'events:detail-type': [...new Set([...DETAIL_TYPES, ...ALARM_TYPES])],
		},
	};
}
