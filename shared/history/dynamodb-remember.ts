import { looksLikeBackend } from '../network/acting-for.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { consoleSignInOf, openedPlaces } from './console-sign-ins.ts';
import { type Entry, writeEntry } from './dynamodb-entries.ts';
import { failureEntries } from './dynamodb-failures.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { initiatorEntries } from './dynamodb-initiators.ts';
import { makerEntries } from './dynamodb-makers.ts';
import { copyNetworksToId, copyVisitToId, nameEntries, newName } from './dynamodb-names.ts';
import {
	forgetVisit,
	noteVisit,
	refreshNetwork,
	shownNetwork,
	type Visit,
} from './dynamodb-networks.ts';
import { useEntries } from './dynamodb-used-before.ts';
import { originEntries, witnessEntries } from './dynamodb-witnesses.ts';
import { endpointAccountPlace } from './endpoint-accounts.ts';
import type { Facts, Remembered } from './history.ts';
import { actPlaces, loginPlace, type Place, tokenPlace, weekPlace } from './history-places.ts';
import { isShown } from './session-origins.ts';
import { isLogin } from './tokens.ts';
import { showsPlace } from './used-before.ts';

/**
 * Writes what is learned from a sign-in, and removes what the same sign-in had written under
 * another outcome.
 */
export async function remember(table: Table, facts: Facts, outcome: Remembered): Promise<void> {
	const { signIn } = facts;
	const writer = { stamp: stampOf(signIn), time: signIn.time };
	const name = newName(facts, outcome.known);
	const entries = [
		...entriesOf(facts, outcome),
		...witnessEntries(facts, outcome.known.person),
		...originEntries(facts, outcome.known, outcome.counts),
		...(name === null ? [] : nameEntries(name)),
	];
	await Promise.all([
		...entries.map((entry) => writeEntry(table, entry, writer)),
		rememberNetwork(table, facts, outcome),
	]);
	if (name !== null) await copyNetworksToId(table, name, facts);
}

/** Writes only what other records of the act may look for. */
export async function announce(table: Table, facts: Facts, person: string | null): Promise<void> {
	const { signIn } = facts;
	const writer = { stamp: stampOf(signIn), time: signIn.time };
	await Promise.all(witnessEntries(facts, person).map((entry) => writeEntry(table, entry, writer)));
}

/**
 * Notes the network. A network that was known before is not noted again, so its item stays small.
 */
async function rememberNetwork(table: Table, facts: Facts, outcome: Remembered): Promise<void> {
	const { signIn, network } = facts;
	const { known, counts } = outcome;
	const { actor } = known;
	if (actor === null || !showsPlace(facts, outcome)) return;
	const isPlace = isShown(facts);
	// Only what looks like the backend's can have been judged by its address before.
	if (!isPlace && !looksLikeBackend(signIn)) return;
	const visit: Visit = {
		person: actor.key,
		network: shownNetwork(facts),
		stamp: stampOf(signIn),
		time: signIn.time,
	};
	if (!counts || !isPlace) return forgetVisit(table, visit);
	if (known.networks.includes(network.key)) return refreshNetwork(table, visit);
	await noteVisit(table, visit);
	await copyVisitToId(table, visit);
}

/**
 * Gives all entries of a sign-in except names and networks. If the sign-in does not count, they are
 * empty, which removes earlier ones; who obtained a session or made a credential, and from where a
 * session was opened in the console, is remembered all the same.
 */
function entriesOf(facts: Facts, outcome: Remembered): Entry[] {
	const { signIn, network } = facts;
	const { known, counts } = outcome;
	const { eventId } = signIn;
	const login = isLogin(facts) ? loginPlace(signIn, known.person) : null;
	const token = signIn.outcome === 'success' ? tokenPlace(facts, known.person) : null;
	const entries = [
		...actPlaces(signIn).map((place) => ({ ...place, value: { eventId } })),
		...entryAt(login, { eventId, network: network.key }),
		...entryAt(token, { eventId }),
		...endpointAccountEntry(facts, outcome),
		...weekEntry(facts, outcome),
		...failureEntries(facts, known),
	];
	const counted = counts ? entries : entries.map((entry) => ({ ...entry, value: null }));
	const shown = [...initiatorEntries(facts, outcome), ...makerEntries(facts, outcome)];
	return [...counted, ...shown, ...openedEntries(facts), ...useEntries(facts, outcome)];
}

function openedEntries(facts: Facts): Entry[] {
	return openedPlaces(facts).map((place) => ({ ...place, value: { ...consoleSignInOf(facts) } }));
}

/**
 * If the age was not reported, an earlier entry is removed only where one may exist: another
 * sign-in has reported the age meanwhile.
 */
function weekEntry(facts: Facts, { known, counts, ageReported }: Remembered): Entry[] {
	if (!ageReported && !known.ageReported && counts) return [];
	return entryAt(weekPlace(facts, known.person), ageReported ? {} : null);
}

/** It is written once: the first use through an endpoint of the account is told. */
function endpointAccountEntry(facts: Facts, outcome: Remembered): Entry[] {
	const isNew = outcome.known.isNewToEndpointAccount && showsPlace(facts, outcome);
	return isNew ? entryAt(endpointAccountPlace(facts), {}) : [];
}

function entryAt(place: Place | null, value: Entry['value']): Entry[] {
	return place === null ? [] : [{ ...place, value }];
}
