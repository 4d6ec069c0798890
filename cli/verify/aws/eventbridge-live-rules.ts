import {
	DescribeEventBusCommand,
	EventBridgeClient,
	ListTargetsByRuleCommand,
	type Rule,
	type Target,
} from '@aws-sdk/client-eventbridge';
import { allPages, listRules, unlessMissing } from '../../doctor/eventbridge-rules.ts';
import type { LiveRule, LiveTarget } from '../verify-deps.ts';

/** Lists the rules of a bus whose names begin so, with their targets; null without the bus. */
export function liveRules(region: string, bus: string, prefix: string): Promise<LiveRule[] | null> {
	const client = new EventBridgeClient({ region });
	return unlessMissing(async () => {
		const rules = await listRules(client, { EventBusName: bus, NamePrefix: prefix });
		return Promise.all(rules.map((rule) => withTargets(client, bus, rule)));
	});
}

/** Gives the policy of a bus, empty if it has none; null without the bus. */
export function busPolicy(region: string, bus: string): Promise<string | null> {
	const client = new EventBridgeClient({ region });
	return unlessMissing(async () => {
		const { Policy = '' } = await client.send(new DescribeEventBusCommand({ Name: bus }));
		return Policy;
	});
}

async function withTargets(
	client: EventBridgeClient,
	EventBusName: string,
	{ Name = '', EventPattern, State }: Rule,
): Promise<LiveRule> {
	const targets = await allPages<Target>(async (NextToken) => {
		const input = { Rule: Name, EventBusName, NextToken };
		const { Targets: items = [], NextToken: next } = await client.send(
			new ListTargetsByRuleCommand(input),
		);
		return { items, next };
	});
	return {
		name: Name,
		pattern: EventPattern ?? null,
		state: State ?? 'not told',
		targets: targets.map(targetOf),
	};
}

function targetOf({ Arn = '', RoleArn, DeadLetterConfig }: Target): LiveTarget {
	return { arn: Arn, role: RoleArn ?? null, deadLetters: DeadLetterConfig?.Arn ?? null };
}
