import * as v from 'valibot';
import { readItem, text } from '../runtime/dynamodb-item.ts';
import { getItem, queryPage, type Table, TTL, updateIf } from '../runtime/dynamodb-table.ts';
import { expiresAt, historyPartition, networkKey } from './dynamodb-history-keys.ts';
import type { Facts } from './history.ts';

/** So many of a person's networks are listed, the trusted ones first; the one that is asked for is always looked up. */
export const MOST_NETWORKS = 100;
/** So many sign-ins, judged out of order, share a network before an earlier one is no longer noted. */
const MOST_SEEN = 20;

const network = v.object({
	network: text,
	isTrusted: v.boolean(),
	/** Sets are read as `Set`; DynamoDB has none without members. */
	seen: v.pipe(
		v.optional(v.set(v.string()), () => new Set()),
		v.transform((set) => [...set].sort()),
	),
});
export type KeptNetwork = v.InferOutput<typeof network>;

/** A network as a sign-in shows it. */
export interface ShownNetwork {
	readonly key: string;
	readonly isTrusted: boolean;
}

export function shownNetwork({ network: { key, classification } }: Facts): ShownNetwork {
	return { key, isTrusted: classification === 'trusted' };
}

/** A person at a network: what one sign-in says. */
export interface Visit {
	readonly person: string;
	readonly network: ShownNetwork;
	readonly stamp: string;
	/** Milliseconds since 1970. */
	readonly time: number;
}

/**
 * Networks of a person's successes before a stamp, among them the one asked for if it is: of each the first such sign-in.
 */
export async function networksBefore(
	table: Table,
	{ person, network: here, stamp }: Omit<Visit, 'time'>,
): Promise<ReadonlyMap<string, string>> {
	const [listed, own] = await Promise.all([
		listNetworks(table, person),
		getItem(table, networkKey(person, here)),
	]);
	const all = own === undefined ? listed : [...listed, readItem(network, own)];
	return new Map(
		all.flatMap(({ network: key, seen: [first] }): [string, string][] =>
			first !== undefined && first < stamp ? [[key, first]] : [],
		),
	);
}

/** A person's networks, at most `MOST_NETWORKS`. */
export async function listNetworks(table: Table, person: string): Promise<KeptNetwork[]> {
	const items = await queryPage(table, {
		KeyConditionExpression: 'pk = :pk',
		ExpressionAttributeValues: { ':pk': historyPartition('networks', person) },
		Limit: MOST_NETWORKS,
	});
	return items.map((item) => readItem(network, item));
}

/** Notes that a person was there. Twice changes nothing. */
export async function noteVisit(
	table: Table,
	{ person, network: here, stamp, time }: Visit,
): Promise<void> {
	await updateIf(table, networkKey(person, here), {
		update: 'ADD #seen :me SET #network = :network, #isTrusted = :isTrusted, #ttl = :ttl',
		expression: 'attribute_not_exists(#seen) OR size(#seen) < :most',
		values: {
			...{ ':me': new Set([stamp]), ':most': MOST_SEEN },
			...{ ':network': here.key.toWellFormed(), ':isTrusted': here.isTrusted },
			':ttl': expiresAt('networks', time),
		},
	});
}

/** Keeps a network that is known from earlier for another while. */
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

/** Takes back what `noteVisit` has noted. */
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
