import * as v from 'valibot';
import { readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import { queryPage, type Table, TTL, updateIf } from '../runtime/dynamodb-table.ts';
import { expiresAt, historyPartition, shortHash } from './dynamodb-history-keys.ts';
import type { KeyUse, KeyUses } from './key-use.ts';

/** The networks of one key that are listed; more do not make the key look different. */
const MOST_LISTED = 100;
/** A user agent may be 1 KB long, and only its beginning names the program. */
const MOST_AGENT = 200;

const keyUse = v.object({
	network: text,
	classification: v.picklist(['trusted', 'untrusted', 'not-judged', 'unknown']),
	agent: v.nullable(v.string()),
	service: v.string(),
	action: v.string(),
	lastAt: time,
});

/**
 * Keeps the uses of access keys in the table, one item for each key and network with the latest use
 * there. The key of an item holds a hash, because ids of access keys must not appear in logs.
 */
export function dynamodbKeyUses(table: Table): KeyUses {
	return {
		remember: async (keyId, { network, agent, ...use }) => {
			const fields = {
				...use,
				network: network.toWellFormed(),
				agent: agent?.slice(0, MOST_AGENT).toWellFormed() ?? null,
				[TTL]: expiresAt('key-use', use.lastAt),
			};
			const names = Object.keys(fields);
			await updateIf(
				table,
				{ pk: historyPartition('key-use', keyId), sk: sortKeyOf(network, use.classification) },
				{
					update: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
					expression: 'attribute_not_exists(#lastAt) OR #lastAt < :lastAt',
					values: Object.fromEntries(
						Object.entries(fields).map(([name, value]) => [`:${name}`, value]),
					),
				},
			);
		},
		of: async (keyId) => {
			const items = await queryPage(table, {
				KeyConditionExpression: 'pk = :pk',
				ExpressionAttributeValues: { ':pk': historyPartition('key-use', keyId) },
				// The untrusted ones come first, so that a long list of others cannot hide them.
				ScanIndexForward: false,
				Limit: MOST_LISTED,
			});
			return items
				.map((item): KeyUse | null => readOrPassOver(() => readItem(keyUse, item), table.passOver))
				.filter((use) => use !== null)
				.toSorted((one, other) => other.lastAt - one.lastAt);
		},
	};
}

function sortKeyOf(network: string, classification: KeyUse['classification']): string {
	return `${classification === 'untrusted' ? 'UNTRUSTED' : 'OTHER'}#${shortHash(network)}`;
}
