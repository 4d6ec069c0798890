import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { DOMAIN_EVENTS } from '../shared/notification/events/domain-event.ts';
import { EVENTS_BUS, EVENTS_SOURCE } from '../shared/runtime/names.ts';
import type { EyesFunction } from './eyes-function.ts';

/**
 * The bus on which eyes-system tells other systems what happened. A system that listens adds its
 * own rule.
 */
export class DomainBus extends Construct {
	private readonly bus: EventBus;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		this.bus = new EventBus(this, 'Bus', { eventBusName: EVENTS_BUS });
	}

	/** Lets a function publish domain events under our name only. */
	grantPublish(fn: EyesFunction): void {
		fn.allow({
			actions: ['events:PutEvents'],
			resources: [this.bus.eventBusArn],
			// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
			conditions: {
				'ForAllValues:StringEquals': {
					'events:source': EVENTS_SOURCE,
					'events:detail-type': Object.keys(DOMAIN_EVENTS),
				},
			},
		});
		fn.set('EYES_EVENTS_BUS', this.bus.eventBusName);
	}
}
