import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { AlarmRules } from './alarm-rules.ts';
import { type EventPattern, signInPattern } from './event-patterns.ts';
import type { Ingest } from './ingest.ts';
import { type Watching, WITH_READS } from './region-part.ts';

interface HubRulesProps {
	/** The name of the bus of the hub. */
	readonly busName: string;
	readonly signIns: Ingest;
	readonly uses: Ingest;
	readonly watching: Watching;
}

/** The rules on the bus of the hub: what was forwarded goes on to the queues where it is judged. */
export class HubRules extends Construct {
	private readonly busName: string;

	constructor(scope: Construct, id: string, { busName, watching, ...deliveries }: HubRulesProps) {
		super(scope, id);
		this.busName = busName;
		this.deliver('Rule', {
			ingest: deliveries.signIns,
			eventPattern: signInPattern(),
			description: 'Sign-ins that other accounts and Regions forwarded',
		});
		const { uses, alarms } = watching;
		const rules = new AlarmRules(this, 'Alarms', {
			alarms,
			target: targetOf(deliveries.signIns),
			busName,
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
	 * Delivers to a queue. The pattern repeats source and detail type, so that the rule does not match
	 * everything that is admitted to the bus.
	 */
	private deliver(id: string, { ingest, eventPattern, description }: Delivery): void {
		const rule = new CfnRule(this, id, {
			description,
			eventBusName: this.busName,
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
