import {
	EventBridgeClient,
	ListRulesCommand,
	type ListRulesCommandInput,
	ResourceNotFoundException,
	type Rule,
} from '@aws-sdk/client-eventbridge';
import type { ListedRule } from './wildcards.ts';

/** Lists all rules of an event bus of this account, in this Region; none if there is no such bus. */
export async function rulesOf(region: string, bus: string): Promise<ListedRule[]> {
	const client = new EventBridgeClient({ region });
	const rules = await unlessMissing(() => listRules(client, { EventBusName: bus }));
	return (rules ?? []).map(({ Name = '', EventPattern = null }) => ({
		name: Name,
		pattern: EventPattern,
	}));
}

/** Lists the rules of a bus. Rejects if there is no such bus. */
export function listRules(
	client: EventBridgeClient,
	of: Pick<ListRulesCommandInput, 'EventBusName' | 'NamePrefix'>,
): Promise<Rule[]> {
	return allPages(async (NextToken) => {
		const { Rules: items = [], NextToken: next } = await client.send(
			new ListRulesCommand({ ...of, NextToken }),
		);
		return { items, next };
	});
}

interface Page<Item> {
	readonly items: readonly Item[];
	readonly next: string | undefined;
}

/** The SDK has no paginators for EventBridge. */
export async function allPages<Item>(
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

/** Gives null if what is asked about does not exist. */
export async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | null> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return null;
		throw error;
	}
}
