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

/** Gives the person's key; for an Identity Center name, the id that was learned before. */
export async function resolvePerson(
	table: Table,
	key: string | null,
	before: string,
): Promise<string | null> {
	if (key === null || !isDirectoryName(key)) return key;
	const learned = await latestBefore(table, idBehind, { kind: 'id', key, before });
	return learned?.person ?? key;
}

/** Gives the directory's name of a person, or null. */
export async function nameOfPerson(
	table: Table,
	person: string | null,
	before: string,
): Promise<string | null> {
	if (person?.startsWith('idc:') !== true) return null;
	const learned = await latestBefore(table, nameBehind, { kind: 'name', key: person, before });
	return learned?.name ?? null;
}

/** Gives the name that this sign-in tells, if no earlier sign-in told it. */
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
 * Copies the networks that were learned under the name to the id, valid from the later of the two
 * records on. Call it when the name is in the table: if the record with the name and a record at a
 * network come at the same time, the second of them then sees the first.
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

/**
 * Copies a visit under a name to the id that was learned meanwhile. Call it when the visit is in
 * the table.
 */
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
