import * as v from 'valibot';
import { readItem, readOrPassOver, text } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { shortHash } from '../runtime/sha256.ts';
import { orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type Entry, entriesBefore } from './dynamodb-entries.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { FAILURE_WINDOW, type Failure, failureOf, isCounted } from './failure.ts';
import type { Facts, Known } from './history.ts';
import type { Place } from './history-places.ts';
import type { FailureCounts } from './recent-failures.ts';

/**
 * Failures and names are counted up to this number. If there are more, they are neither read nor
 * written.
 */
export const MOST_FAILURES = 200;

const failure = v.object({ name: text });

/** Counts the failures of the last hour before a sign-in, by person, by network, and by both. */
export async function countFailures(
	table: Table,
	facts: Facts,
	person: string | null,
): Promise<FailureCounts> {
	const failed = failureOf(facts, person);
	const count = async (place: Place | null) =>
		place === null ? [] : recentAt(table, place, facts.signIn);
	const places = failurePlaces(failed);
	const [byAddress, byPerson, byBoth] = await Promise.all([
		count(places.address),
		count(places.person),
		count(places.both),
	]);
	const names = new Set(
		byAddress.map(
			(item) => readOrPassOver(() => readItem(failure, item), table.passOver)?.name ?? '',
		),
	);
	return {
		personFailures: byPerson.length,
		failuresHere: byBoth.length,
		addressFailures: byAddress.length,
		addressNames: names.size,
		isNameNewHere: !names.has(nameHash(failed)),
	};
}

/**
 * Gives the entries of a failed sign-in. When the limit is reached, nothing more is written, except
 * names that were not yet seen from the address: somebody who tries many names must not be able to
 * hide that behind many failures of one name.
 */
export function failureEntries(facts: Facts, known: Known): Entry[] {
	if (!isCounted(facts)) return [];
	const failed = failureOf(facts, known.person);
	const { address, person, both } = failurePlaces(failed);
	const isNewName = known.isNameNewHere && known.addressNames < MOST_FAILURES;
	const wanted = [
		{ place: address, isDue: known.addressFailures < MOST_FAILURES || isNewName },
		{ place: person, isDue: known.personFailures < MOST_FAILURES },
		{ place: both, isDue: known.failuresHere < MOST_FAILURES },
	];
	const value = { name: nameHash(failed) };
	return wanted.flatMap(({ place, isDue }) =>
		isDue && place !== null ? [{ ...place, value }] : [],
	);
}

function recentAt(table: Table, place: Place, signIn: SignIn): Promise<unknown[]> {
	return entriesBefore(table, {
		...place,
		from: orderTextFrom(signIn.time - FAILURE_WINDOW),
		before: stampOf(signIn),
		most: MOST_FAILURES,
	});
}

function failurePlaces({ whose, network }: Failure) {
	const byPerson: Place | null = whose === null ? null : { kind: 'person-failure', key: whose };
	const both: Place | null =
		whose === null ? null : { kind: 'failure-here', key: JSON.stringify([whose, network]) };
	return { address: { kind: 'address-failure', key: network } as const, person: byPerson, both };
}

/** Text that was typed as a name may be a password, so it is hashed. */
function nameHash({ name }: Failure): string {
	return shortHash(name);
}
