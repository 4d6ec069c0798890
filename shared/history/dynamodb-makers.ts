import * as v from 'valibot';
import { readItem, readOrPassOver, text } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import { ACTOR_AGES } from './counted-actor.ts';
import { type Entry, entriesBefore } from './dynamodb-entries.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import type { Facts, Remembered } from './history.ts';
import type { Place } from './history-places.ts';
import { learnedMaker, type Maker, type Makers, makerPlaces, makersSince } from './makers.ts';

const maker = v.object({
	made: v.picklist(['user', 'access-key', 'password', 'session-key']),
	actorKey: text,
	actorAge: v.picklist(ACTOR_AGES),
});

/** Finds who made the user that signs in, and the credential that they show. */
export async function findMakers(table: Table, facts: Facts): Promise<Makers> {
	const places = makerPlaces(facts);
	const [user, credential] = await Promise.all([
		firstAt(table, places.user, facts),
		firstAt(table, places.credential, facts),
	]);
	return { user, credential };
}

async function firstAt(
	table: Table,
	places: readonly Place[],
	facts: Facts,
): Promise<Maker | null> {
	const found = await Promise.all(places.map((place) => makerAt(table, place, facts)));
	return found.find((one) => one !== null) ?? null;
}

async function makerAt(table: Table, place: Place, { signIn }: Facts): Promise<Maker | null> {
	const from = orderTextFrom(makersSince(signIn.time));
	const before = stampOf(signIn);
	const [item] = await entriesBefore(table, { ...place, from, before, most: 1 });
	if (item === undefined) return null;
	const found = readOrPassOver(() => readItem(maker, item), table.passOver);
	return found && { kind: found.made, countedAs: { key: found.actorKey, age: found.actorAge } };
}

/** Gives the entry that tells who made a credential. */
export function makerEntries({ signIn }: Facts, outcome: Remembered): Entry[] {
	const learned = learnedMaker(signIn, outcome);
	if (learned === null) return [];
	const {
		place,
		maker: { kind, countedAs },
	} = learned;
	return [{ ...place, value: { made: kind, actorKey: countedAs.key, actorAge: countedAs.age } }];
}
