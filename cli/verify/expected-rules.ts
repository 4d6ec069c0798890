import { alarmPatterns } from '../../infra/alarm-patterns.ts';
import { ALARM_RULES } from '../../infra/alarm-rules.ts';
import { signInPattern } from '../../infra/event-patterns.ts';
import { fitPattern } from '../../infra/fit-pattern.ts';
import { SIGN_IN_RULE, USE_RULE, WITH_READS } from '../../infra/region-part.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { partitionOf } from '../../shared/runtime/global-region.ts';
import { FORWARDER_ROLE, type HubOutput, hubBusArn, roleArn } from '../../shared/runtime/names.ts';

/** A rule as the templates make it from the configuration. */
export interface ExpectedRule {
	/** Its name on a default bus. On the bus of the hub CloudFormation chooses names. */
	readonly name: string;
	readonly pattern: object;
	readonly state: string;
	/** The output of the hub's stack that has the URL of the queue for these events. */
	readonly queue: HubOutput;
}

/** Gives every rule of a watched Region, and of the bus of the hub. */
export function expectedRules(configuration: Configuration): ExpectedRule[] {
	const uses = fitPattern(configuration).pattern;
	const signIns = { state: WITH_READS, queue: 'IngestQueueUrl' } as const;
	return [
		{ name: SIGN_IN_RULE, pattern: signInPattern(), ...signIns },
		...(uses === null
			? []
			: [
					{
						...{ name: USE_RULE, pattern: uses },
						...{ state: WITH_READS, queue: 'UseQueueUrl' as const },
					},
				]),
		...alarmPatterns(configuration.alarms).map(({ name, pattern }) => ({
			...{ name: ALARM_RULES[name], pattern },
			...signIns,
			state: 'ENABLED',
		})),
	];
}

/** Where a rule must deliver. */
export interface ExpectedTarget {
	readonly arn: string;
	readonly role: string | null;
}

/** Gives the target of the rules that forward from an account to the bus of the hub. */
export function busTarget(
	{ deployment: { region, organization } }: Configuration,
	account: string,
): ExpectedTarget {
	const partition = partitionOf(region);
	const hub = organization?.hubAccount ?? account;
	return {
		arn: hubBusArn(partition, region, hub),
		role: roleArn(partition, account, FORWARDER_ROLE),
	};
}

/** Gives the ARN of a queue of the account: the last part of its URL is its name. */
export function queueTarget(url: string, region: string, account: string): ExpectedTarget {
	const name = url.split('/').at(-1);
	return { arn: `arn:${partitionOf(region)}:sqs:${region}:${account}:${name}`, role: null };
}
