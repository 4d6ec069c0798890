import * as v from 'valibot';
import type { JudgedNetwork } from '../network/network.ts';
import { readEach, readItem, text } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type Entry, entriesBefore, latestBefore } from './dynamodb-entries.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { resolvePerson } from './dynamodb-names.ts';
import type { Facts, Known } from './history.ts';
import { KEEP } from './history-places.ts';
import {
	callingKeys,
	needsOrigin,
	originIn,
	originKeys,
	type SessionOrigin,
} from './session-origins.ts';
import {
	directoryNameOf,
	isShowing,
	type SoughtWitness,
	soughtWitnesses,
	type Witness,
	witnessIn,
	witnessKeys,
} from './witnesses.ts';

/** Of so many records under one key, the one of this person is found. */
const MOST_WITNESSES = 20;

const classification = v.picklist(['trusted', 'untrusted', 'not-judged', 'unknown']);
const network = { network: text, networkName: v.nullable(v.string()), classification };
const eventId = v.nullable(v.string());
const person = v.nullable(v.string());
const witness = v.union([
	v.object({ eventId, person, ...network }),
	v.object({ eventId, person, network: v.null() }),
]);
const origin = v.object({
	...{ eventId, ...network },
	endpointAccount: v.optional(v.nullable(v.string()), null),
});

type Fields = Omit<v.InferOutput<typeof origin>, 'eventId' | 'endpointAccount'>;

/** Finds the record of the same act that shows that this sign-in is harmless. */
export async function findWitness(table: Table, signIn: SignIn): Promise<Witness | null> {
	const sought = soughtWitnesses(signIn);
	if (sought.length === 0) return null;
	const [wanted, found] = await Promise.all([
		resolvePerson(table, directoryNameOf(signIn), stampOf(signIn)),
		Promise.all(sought.map((one) => witnessesAt(table, one, signIn))),
	]);
	const showing = sought.flatMap((one, at) =>
		(found[at] ?? []).filter((witness) => isShowing(witness, one, wanted)),
	);
	return showing[0] ?? null;
}

/** Finds where the calling session was obtained, if that matters. */
export async function findOrigin(table: Table, facts: Facts): Promise<SessionOrigin | null> {
	const { signIn } = facts;
	if (!needsOrigin(facts)) return null;
	const from = orderTextFrom(signIn.time - KEEP.origin);
	const found = await Promise.all(
		callingKeys(signIn).map((key) =>
			latestBefore(table, origin, { kind: 'origin', key, from, before: stampOf(signIn) }),
		),
	);
	const first = found.find((one) => one !== null);
	if (first == null) return null;
	const { eventId: id, endpointAccount } = first;
	return { eventId: id, network: networkIn(first), endpointAccount };
}

/** A witness is kept whether it counts or not. */
export function witnessEntries(facts: Facts, of: string | null): Entry[] {
	const { eventId: id, person: name, network: shown } = witnessIn(facts, of);
	const where = shown === null ? { network: null } : fieldsOf(shown);
	return witnessKeys(facts.signIn).map((key) => ({
		...{ kind: 'witness', key },
		value: { eventId: id, person: name, ...where },
	}));
}

/** Says where the session of the record was obtained, or removes what was said before. */
export function originEntries(facts: Facts, known: Known, counts: boolean): Entry[] {
	const { signIn } = facts;
	if (signIn.outcome !== 'success') return [];
	const said = originIn(facts, known, counts);
	const value = said === null ? null : originFields(said);
	return originKeys(signIn).map((key) => ({ kind: 'origin', key, value }));
}

async function witnessesAt(
	table: Table,
	{ key, before, after }: SoughtWitness,
	{ time }: SignIn,
): Promise<Witness[]> {
	const items = await entriesBefore(table, {
		...{ kind: 'witness', key, most: MOST_WITNESSES },
		...{ from: orderTextFrom(time - before), before: orderTextFrom(time + after + 1) },
	});
	return readEach(items, (item) => readItem(witness, item), table.passOver).map((one) => ({
		...{ eventId: one.eventId, person: one.person },
		network: 'classification' in one ? networkIn(one) : null,
	}));
}

function originFields({ eventId: id, network: where, endpointAccount }: SessionOrigin) {
	return { eventId: id, endpointAccount, ...fieldsOf(where) };
}

function fieldsOf({ key, name, classification }: JudgedNetwork): Fields {
	return { network: key, networkName: name, classification };
}

function networkIn(fields: Fields): JudgedNetwork {
	const { network: key, networkName: name, classification } = fields;
	return { key, name, classification };
}
