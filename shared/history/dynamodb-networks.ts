import * as v from 'valibot';
import { readEach, readItem, text } from '../runtime/dynamodb-item.ts';
import { getItem, queryPage, type Table, TTL, updateIf } from '../runtime/dynamodb-table.ts';
import { expiresAt, historyPartition, networkKey } from './dynamodb-history-keys.ts';
import type { Facts } from './history.ts';

/**
 * At most so many of a person's networks are listed, the trusted ones first. The network that is
 * asked for is always looked up.
 */
export const MOST_NETWORKS = 100;
/**
 * So many sign-ins that are judged out of order are noted at a network; an earlier one is not noted
 * after that.
 */
const MOST_SEEN = 20;

const network = v.object({
	network: text,
	isTrusted: v.boolean(),
	/**
	 * The client reads sets as `Set`. DynamoDB cannot store an empty one, so the field may be
	 * missing.
	 */
	seen: v.pipe(
		v.optional(v.set(v.string()), () => new Set()),
		v.transform((set) => [...set].sort()),
	),
});
export type KeptNetwork = v.InferOutput<typeof network>;

/** The network of a sign-in: its key, and whether it is trusted. */
export interface ShownNetwork {
	readonly key: string;
	readonly isTrusted: boolean;
}

export function shownNetwork({ network: { key, classification } }: Facts): ShownNetwork {
	return { key, isTrusted: classification === 'trusted' };
}

/** One sign-in of a person at a network. */
export interface Visit {
	readonly person: string;
	readonly network: ShownNetwork;
	readonly stamp: string;
	/** Milliseconds since 1970. */
	readonly time: number;
}

/**
 * Gives the networks of a person's successes before a stamp, each with the stamp of the first such
 * sign-in. The network that is asked for is always included if it is known.
 */
export async function networksBefore(
	table: Table,
	{ person, network: here, stamp }: Omit<Visit, 'time'>,
): Promise<ReadonlyMap<string, string>> {
	const [listed, own] = await Promise.all([
		listNetworks(table, person),
		getItem(table, networkKey(person, here)),
	]);
	const all = [...listed, ...readNetworks(table, own === undefined ? [] : [own])];
	return new Map(
		all.flatMap(({ network: key, seen: [first] }): [string, string][] =>
			first !== undefined && first < stamp ? [[key, first]] : [],
		),
	);
}

/** Lists a person's networks, at most `MOST_NETWORKS`. */
export async function listNetworks(table: Table, person: string): Promise<KeptNetwork[]> {
	const items = await queryPage(table, {
		KeyConditionExpression: 'pk = :pk',
		ExpressionAttributeValues: { ':pk': historyPartition('networks', person) },
		Limit: MOST_NETWORKS,
	});
	return readNetworks(table, items);
}

function readNetworks({ passOver }: Table, items: readonly unknown[]): KeptNetwork[] {
	return readEach(items, (item) => readItem(network, item), passOver);
}

/** Notes that a person was at this network. Calling it twice changes nothing. */
export async function noteVisit(
	table: Table,
	{ person, network: here, stamp, time }: Visit,
): Promise<void> {
	await updateIf(table, networkKey(person, here), {
		update: 'ADD #seen :me SET #network = :network, #isTrusted = :isTrusted, #ttl = :ttl',
		// DynamoDB refuses to add to anything but a set, and the sign-in would not be judged.
		expression:
			'attribute_not_exists(#seen) OR (attribute_type(#seen, :set) AND size(#seen) < :most)',
		values: {
			...{ ':me': new Set([stamp]), ':most': MOST_SEEN, ':set': 'SS' },
			...{ ':network': here.key.toWellFormed(), ':isTrusted': here.isTrusted },
			':ttl': expiresAt('networks', time),
		},
	});
}

/** Extends how long a known network is kept. */
export async function refreshNetwork(
	table: Table,
	{ person, network: here, time }: Visit,
): Promise<void> {
	await updateIf(table, networkKey(person, here), {
		update: `SET #${TTL} = :ttl`,
		expression: `#${TTL} < :ttl`,
		values: { ':ttl': expiresAt('networks', time) },
	});
}

/** Removes what `noteVisit` has noted. */
export async function forgetVisit(
	table: Table,
	{ person, network: here, stamp }: Visit,
): Promise<void> {
	await updateIf(table, networkKey(person, here), {
		update: 'DELETE #seen :me',
		expression: 'contains(#seen, :stamp)',
		values: { ':me': new Set([stamp]), ':stamp': stamp },
	});
}
