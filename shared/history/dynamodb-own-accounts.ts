import * as v from 'valibot';
import { readItem, readOrPassOver, time } from '../runtime/dynamodb-item.ts';
import {
	getItem,
	type Key,
	queryPartition,
	type Table,
	TTL,
	updateIf,
} from '../runtime/dynamodb-table.ts';
import { MARGIN } from './dynamodb-history-keys.ts';
import {
	COUNTS_FOR,
	dayOf,
	isPortalRecord,
	namedAccounts,
	type OwnAccounts,
	oursBy,
	PORTAL,
	regionOf,
} from './own-accounts.ts';

const LISTED = 'LISTED';

const sighting = v.object({ sk: v.string(), seenAt: time });
type Sighting = v.InferOutput<typeof sighting>;

/**
 * Stores who delivers in the table: an item for each account and Region, one for each account that
 * Organizations lists, and one for the portal. Each has the time when it was last seen, and is
 * written at most once a day.
 *
 * Older versions stored accounts without a time, also those that a caller had named. They do not
 * count; our accounts deliver again soon.
 */
export function dynamodbOwnAccounts(table: Table): OwnAccounts {
	const written = new Map<string, number>();
	const see = async (key: Key, time: number, countsFor: number) => {
		const place = `${key.pk} ${key.sk}`;
		const at = dayOf(time);
		if (at <= (written.get(place) ?? Number.NEGATIVE_INFINITY)) return;
		await noteSighting(table, { key, at, countsFor });
		written.set(place, at);
	};
	return {
		recall: async (signIn) => {
			const accounts = namedAccounts(signIn);
			const isSaml = signIn.event === 'AssumeRoleWithSAML';
			const [seen, portal] = await Promise.all([
				Promise.all(accounts.map((account) => sightingsOf(table, account))),
				isSaml ? getItem(table, PORTAL) : undefined,
			]);
			const of = (at: number) => seen[at] ?? [];
			return oursBy(signIn, {
				delivered: new Map(accounts.map((account, at) => [account, deliveriesIn(of(at))])),
				listed: new Map(
					accounts.flatMap((account, at) =>
						of(at).flatMap(({ sk, seenAt }) => (sk === LISTED ? [[account, seenAt] as const] : [])),
					),
				),
				portal: (portal === undefined ? null : readSighting(table, portal))?.seenAt ?? null,
			});
		},
		remember: async (signIn) => {
			const { recipient } = signIn;
			await Promise.all([
				recipient === null
					? null
					: see(regionKey(recipient, regionOf(signIn)), signIn.time, COUNTS_FOR.delivery),
				isPortalRecord(signIn) ? see(PORTAL, signIn.time, COUNTS_FOR.portal) : null,
			]);
		},
	};
}

/** Notes that Organizations lists these accounts at this time. */
export async function noteListed(
	table: Table,
	accounts: readonly string[],
	at: number,
): Promise<void> {
	for (const account of accounts) {
		const key = { pk: partitionOf(account), sk: LISTED };
		await noteSighting(table, { key, at: dayOf(at), countsFor: COUNTS_FOR.list });
	}
}

interface Noted {
	readonly key: Key;
	readonly at: number;
	/** For so long it counts, in milliseconds. */
	readonly countsFor: number;
}

async function noteSighting(table: Table, { key, at, countsFor }: Noted): Promise<void> {
	await updateIf(table, key, {
		update: `SET #seenAt = :at, #${TTL} = :ttl`,
		expression: 'attribute_not_exists(#seenAt) OR #seenAt < :at',
		values: { ':at': at, ':ttl': Math.ceil((at + countsFor + MARGIN) / 1_000) },
	});
}

async function sightingsOf(table: Table, account: string): Promise<Sighting[]> {
	const items = await queryPartition(table, partitionOf(account));
	return items
		.filter((item) => !isOld(item))
		.map((item) => readSighting(table, item))
		.filter((one) => one !== null);
}

function readSighting(table: Table, item: unknown): Sighting | null {
	return readOrPassOver(() => readItem(sighting, item), table.passOver);
}

/** True for an item of a version that stored no time. */
function isOld(item: unknown): boolean {
	return v.is(v.object({ sk: v.literal('ACCOUNT') }), item);
}

function deliveriesIn(seen: readonly Sighting[]): Map<string, number> {
	return new Map(
		seen.flatMap(({ sk, seenAt }) =>
			sk.startsWith(REGION) ? [[sk.slice(REGION.length), seenAt] as const] : [],
		),
	);
}

const REGION = 'REGION#';

function regionKey(account: string, region: string): Key {
	return { pk: partitionOf(account), sk: `${REGION}${region}` };
}

function partitionOf(account: string): string {
	return `ACCOUNT#${account}`;
}
