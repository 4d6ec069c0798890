import * as v from 'valibot';
import { readEach, readItem, text, time } from '../runtime/dynamodb-item.ts';
import { queryPage, queryPartition, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { shortHash } from '../runtime/sha256.ts';
import { expiresAt, historyPartition } from './dynamodb-history-keys.ts';
import { keepLatest } from './dynamodb-latest.ts';
import type { KeyUse, KeyUses, SeenKeyUse } from './key-use.ts';

/** So many other networks than untrusted ones are read, which fit into one page. */
const MOST_LISTED = 300;
/**
 * A user agent may be 1 KB long. SDKs name the compute service and the CI product behind the
 * versions, and an item of this size still costs one write unit.
 */
const MOST_AGENT = 512;

const keyUse = v.object({
	network: text,
	classification: v.picklist(['trusted', 'untrusted', 'not-judged', 'unknown']),
	/** Stored as an empty text if there is none, so that two agents can be compared. */
	agent: v.pipe(
		v.nullable(v.string()),
		v.transform((agent) => agent || null),
	),
	service: v.string(),
	action: v.string(),
	lastAt: time,
	/** Older versions did not keep it. */
	firstAt: v.optional(time),
});

/** Of so many keys and networks a process knows that the table has a first use as early as its own. */
const MOST_REMEMBERED = 10_000;

/** CloudTrail's times are whole seconds, so the order of calls in one second is that of their names. */
const IS_LATER =
	'(#lastAt = :lastAt AND (#action < :action OR (#action = :action AND #agent < :agent)))';

/**
 * Keeps the uses of access keys in the table, one item for each key and network with the latest use
 * there. Sign-ins may come in any order and more than once: the item is the same afterwards. A key
 * with more than `MOST_LISTED` networks is read with that many of them. The key of an item holds a
 * hash, because ids of access keys must not appear in logs.
 */
export function dynamodbKeyUses(table: Table): KeyUses {
	const first = new Map<string, number>();
	return {
		remember: async (keyId, { network, action, agent, lastAt, ...use }) => {
			const fields = {
				...use,
				...{ network: network.toWellFormed(), action: action.toWellFormed() },
				agent: (agent ?? '').slice(0, MOST_AGENT).toWellFormed(),
				[TTL]: expiresAt('key-use', lastAt),
			};
			const sk = sortKeyOf(network, use.classification);
			const key = { pk: historyPartition('key-use', keyId), sk };
			const place = `${key.pk} ${key.sk}`;
			const isFirst = lastAt < (first.get(place) ?? Number.POSITIVE_INFINITY);
			const latest = { by: 'lastAt', at: lastAt, fields, orIf: IS_LATER };
			await keepLatest(table, key, { ...latest, ...(isFirst && { earliest: 'firstAt' }) });
			if (!isFirst) return;
			if (first.size >= MOST_REMEMBERED) first.clear();
			first.set(place, lastAt);
		},
		of: async (keyId) => {
			const pk = historyPartition('key-use', keyId);
			// All untrusted ones are read: an old list of them must not hide one of yesterday.
			const untrusted = await queryPartition(table, pk, 'UNTRUSTED#');
			const others = await queryPage(table, {
				KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
				ExpressionAttributeValues: { ':pk': pk, ':sk': 'OTHER#' },
				Limit: MOST_LISTED,
			});
			return readEach([...untrusted, ...others], readUse, table.passOver).toSorted(
				(one, other) => other.lastAt - one.lastAt,
			);
		},
	};
}

function sortKeyOf(network: string, classification: KeyUse['classification']): string {
	return `${classification === 'untrusted' ? 'UNTRUSTED' : 'OTHER'}#${shortHash(network)}`;
}

function readUse(item: unknown): SeenKeyUse {
	const use = readItem(keyUse, item);
	return { ...use, firstAt: use.firstAt ?? use.lastAt };
}
