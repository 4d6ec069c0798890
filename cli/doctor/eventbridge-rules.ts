import {
	EventBridgeClient,
	ListRulesCommand,
	ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import type { ListedRule } from './wildcards.ts';

/** Lists all rules of an event bus of this account, in this Region; none if there is no such bus. */
export async function rulesOf(region: string, bus: string): Promise<ListedRule[]> {
	try {
		return await listRules(region, bus);
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return [];
		throw error;
	}
}

async function listRules(region: string, bus: string): Promise<ListedRule[]> {
	const client = new EventBridgeClient({ region });
	const found: ListedRule[] = [];
	let NextToken: string | undefined;
	do {
		const page = await client.send(new ListRulesCommand({ EventBusName: bus, NextToken }));
		for (const { Name: name = '', EventPattern: pattern = null } of page.Rules ?? [])
			found.push({ name, pattern });
		NextToken = page.NextToken;
	} while (NextToken !== undefined);
	return found;
}
