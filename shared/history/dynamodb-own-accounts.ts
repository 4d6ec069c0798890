import * as v from 'valibot';
import { looksLikeBackend } from '../network/acting-for.ts';
import { readItem, readOrPassOver, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, queryPartition, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { MARGIN } from './dynamodb-history-keys.ts';
import { type Form, keepLatest, latestForms } from './dynamodb-latest.ts';
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
	const keep = latestForms(table);
	return {
		recall: async (signIn) => {
			const accounts = namedAccounts(signIn);
			const isPortals = signIn.event === 'AssumeRoleWithSAML' || looksLikeBackend(signIn);
			const [seen, portal] = await Promise.all([
				Promise.all(accounts.map((account) => sightingsOf(table, account))),
				isPortals ? getItem(table, PORTAL) : undefined,
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
					: keep(
							regionKey(recipient, regionOf(signIn)),
							sightingAt(signIn.time, COUNTS_FOR.delivery),
						),
				isPortalRecord(signIn) ? keep(PORTAL, sightingAt(signIn.time, COUNTS_FOR.portal)) : null,
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
		await keepLatest(table, key, sightingAt(at, COUNTS_FOR.list));
	}
}

/** Gives the day (UTC) on which an account last delivered, for each of its Regions. */
export async function deliveriesOf(
	table: Table,
	account: string,
): Promise<ReadonlyMap<string, number>> {
	return deliveriesIn(await sightingsOf(table, account));
}

/** `countsFor`: so long it counts, in milliseconds. */
function sightingAt(time: number, countsFor: number): Form {
	const at = dayOf(time);
	const fields = { [TTL]: Math.ceil((at + countsFor + MARGIN) / 1_000) };
	return { by: 'seenAt', at, fields };
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
