import * as v from 'valibot';
import { text } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { laterOf } from '../sign-in/compare-sign-ins.ts';
import { type Entry, earliestEntry, latestBefore } from './dynamodb-entries.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { listNetworks, noteVisit, type Visit } from './dynamodb-networks.ts';
import type { Facts, Known } from './history.ts';
import { type LearnedName, learnedName } from './learned-name.ts';

const idBehind = v.object({ person: text, sk: text });
const nameBehind = v.object({ name: text });

/** The person's key, an Identity Center name resolved to the id that was learned before. */
export async function resolvePerson(
	table: Table,
	key: string | null,
	before: string,
): Promise<string | null> {
	if (key === null || !isDirectoryName(key)) return key;
	const learned = await latestBefore(table, idBehind, { kind: 'id', key, before });
	return learned?.person ?? key;
}

/** The directory's name behind a person, or null. */
export async function nameOfPerson(
	table: Table,
	person: string | null,
	before: string,
): Promise<string | null> {
	if (person?.startsWith('idc:') !== true) return null;
	const learned = await latestBefore(table, nameBehind, { kind: 'name', key: person, before });
	return learned?.name ?? null;
}

/** A name that this sign-in tells, and nobody before it. */
export function newName({ signIn }: Facts, known: Known): LearnedName | null {
	const learned = learnedName(signIn, known.person);
	return learned === null || learned.name === known.name ? null : learned;
}

export function nameEntries({ person, name, key }: LearnedName): Entry[] {
	return [
		{ kind: 'id', key, value: { person } },
		{ kind: 'name', key: person, value: { name } },
	];
}

/**
 * Networks learned under the name become the id's, from the later of the two records on. Call it when the name is in
 * the table: then of two that come at the same time, the one that tells the name and the one at a network, whoever is
 * second sees the other.
 */
export async function copyNetworksToId(
	table: Table,
	{ person, key }: LearnedName,
	{ signIn }: Facts,
): Promise<void> {
	const stamp = stampOf(signIn);
	const visits = (await listNetworks(table, key)).flatMap(
		({ network, isTrusted, seen: [first] }) =>
			first === undefined
				? []
				: [{ network: { key: network, isTrusted }, stamp: laterOf(stamp, first) }],
	);
	await Promise.all(
		visits.map((visit) => noteVisit(table, { ...visit, person, time: signIn.time })),
	);
}

/** The same for a visit under a name whose id was learned meanwhile. Call it when the visit is in the table. */
export async function copyVisitToId(table: Table, visit: Visit): Promise<void> {
	if (!isDirectoryName(visit.person)) return;
	const learned = await earliestEntry(table, idBehind, { kind: 'id', key: visit.person });
	if (learned === null) return;
	await noteVisit(table, {
		...visit,
		person: learned.person,
		stamp: laterOf(visit.stamp, learned.sk),
	});
}

function isDirectoryName(person: string): boolean {
	return person.startsWith('idc-name:');
}
