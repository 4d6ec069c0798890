import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AlarmSettings } from '../shared/configuration/configuration.ts';
import { NAME_PREFIX } from '../shared/runtime/names.ts';
import { type AlarmName, alarmPatterns } from './alarm-patterns.ts';

interface AlarmRulesProps {
	readonly alarms: AlarmSettings;
	readonly target: CfnRule.TargetProperty;
	/** The name of the bus; left out for the default bus, where AWS puts the events. */
	readonly busName?: string;
}

/** The names of the rules in each account and Region. The guard SCP knows them by their beginning. */
export const ALARM_RULES: Readonly<Record<AlarmName, string>> = {
	health: `${NAME_PREFIX}aws-health`,
	quarantine: `${NAME_PREFIX}quarantine`,
	signInAnomaly: `${NAME_PREFIX}sign-in-anomaly`,
	guardDuty: `${NAME_PREFIX}guardduty`,
};

const SAID: Readonly<Record<AlarmName, string>> = {
	health: 'Exposed and compromised credentials that AWS Health reports',
	quarantine: 'Users to whom the quarantine policy of AWS was attached',
	signInAnomaly: 'Anomalous sign-ins that AWS reports',
	guardDuty: 'Findings of GuardDuty about principals of IAM',
};

/**
 * One rule for each kind of AWS's own alarms about credentials that is on. They are few and urgent, so
 * they go to the queue of the sign-ins. They change something, so the rules need no events that only
 * read.
 */
export class AlarmRules extends Construct {
	/** Of every rule; a queue must admit them. */
	readonly arns: readonly string[];

	constructor(scope: Construct, id: string, { alarms, target, busName }: AlarmRulesProps) {
		super(scope, id);
		const rules = alarmPatterns(alarms).map(
			({ name, pattern }) =>
				new CfnRule(this, name, {
					description: `${SAID[name]}, for eyes-system`,
					eventPattern: pattern,
					state: 'ENABLED',
					targets: [target],
					...(busName === undefined ? { name: ALARM_RULES[name] } : { eventBusName: busName }),
				}),
		);
		this.arns = rules.map(({ attrArn }) => attrArn);
	}
}
