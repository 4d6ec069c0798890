import {
	DescribeEventBusCommand,
	EventBridgeClient,
	ListRulesCommand,
	ListTargetsByRuleCommand,
	ResourceNotFoundException,
	type Rule,
	type Target,
} from '@aws-sdk/client-eventbridge';
import type { LiveRule, LiveTarget } from '../verify-deps.ts';

/** Lists the rules of a bus whose names begin so, with their targets; null without the bus. */
export function liveRules(region: string, bus: string, prefix: string): Promise<LiveRule[] | null> {
	const client = new EventBridgeClient({ region });
	return unlessMissing(async () => {
		const rules = await allPages<Rule>(async (NextToken) => {
			const input = { EventBusName: bus, NamePrefix: prefix, NextToken };
			const { Rules: items = [], NextToken: next } = await client.send(new ListRulesCommand(input));
			return { items, next };
		});
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

interface Page<Item> {
	readonly items: readonly Item[];
	readonly next: string | undefined;
}

async function allPages<Item>(
	page: (next: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
	const found: Item[] = [];
	let token: string | undefined;
	do {
		const { items, next } = await page(token);
		found.push(...items);
		token = next;
	} while (token !== undefined);
	return found;
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | null> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return null;
		throw error;
	}
}
