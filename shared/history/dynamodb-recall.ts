import * as v from 'valibot';
import { text } from '../runtime/dynamodb-item.ts';
import type { Table } from '../runtime/dynamodb-table.ts';
import { orderTextFrom } from '../sign-in/compare-sign-ins.ts';
import { personKey } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type ActKey, copyKeys, stepKeys } from './act-keys.ts';
import { actorOf } from './actor.ts';
import { CONSOLE_WINDOW, type ConsoleSignIn, callingPlace } from './console-sign-ins.ts';
import { latestBefore } from './dynamodb-entries.ts';
import { countFailures } from './dynamodb-failures.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { findInitiator } from './dynamodb-initiators.ts';
import { findMakers } from './dynamodb-makers.ts';
import { nameOfPerson, resolvePerson } from './dynamodb-names.ts';
import { networksBefore, shownNetwork } from './dynamodb-networks.ts';
import { findUses } from './dynamodb-used-before.ts';
import { findOrigin, findWitness } from './dynamodb-witnesses.ts';
import { endpointAccountPlace } from './endpoint-accounts.ts';
import type { Facts, Known, OtherRecord } from './history.ts';
import { KEEP, loginPlace, tokenPlace, weekPlace } from './history-places.ts';
import { countNew, isNewHere } from './new-networks.ts';

const eventId = v.nullable(v.string());
const other = v.object({ eventId });
const login = v.object({ eventId, network: text });
const opened = v.object({ eventId, isTrusted: v.boolean() });
const noted = v.object({});

/**
 * Reads what is known from before a sign-in. All queries run at once, except that a name is first
 * resolved to its id, and that the networks of a session wait for its initiator.
 */
export async function recall(table: Table, facts: Facts): Promise<Known> {
	const { signIn } = facts;
	const person = resolvePerson(table, personKey(signIn), stampOf(signIn));
	const [ofPerson, ofActor, ofAct] = await Promise.all([
		person.then((resolved) => recallPerson(table, facts, resolved)),
		recallActor(table, facts, person),
		recallAct(table, facts),
	]);
	return { ...ofPerson, ...ofActor, ...ofAct };
}

type OfActor = Pick<Known, 'initiator' | 'actor' | 'networks' | 'newNetworks' | 'isNewHere'>;

async function recallActor(
	table: Table,
	facts: Facts,
	resolving: Promise<string | null>,
): Promise<OfActor> {
	const [person, initiator] = await Promise.all([resolving, findInitiator(table, facts.signIn)]);
	const actor = actorOf(facts, { person, initiator });
	const [network, stamp] = [shownNetwork(facts), stampOf(facts.signIn)];
	const first =
		actor === null
			? new Map<string, string>()
			: await networksBefore(table, { person: actor.key, network, stamp });
	return {
		...{ initiator, actor, networks: [...first.keys()] },
		newNetworks: countNew(first, network.key, facts.signIn),
		isNewHere: isNewHere(first, network.key, facts.signIn),
	};
}

type OfAct = Pick<
	Known,
	| ('copyOf' | 'stepOf' | 'witness' | 'sessionOrigin' | 'consoleSignIn')
	| ('isNewToEndpointAccount' | 'makers' | 'used')
>;

/** Reads what does not depend on who the person is. */
async function recallAct(table: Table, facts: Facts): Promise<OfAct> {
	const { signIn } = facts;
	const [
		copyOf,
		stepOf,
		witness,
		sessionOrigin,
		consoleSignIn,
		isNewToEndpointAccount,
		makers,
		used,
	] = await Promise.all([
		findAct(table, copyKeys(signIn), signIn),
		findAct(table, stepKeys(signIn), signIn),
		findWitness(table, signIn),
		findOrigin(table, facts),
		findConsoleSignIn(table, signIn),
		isNewToEndpointAccountOf(table, facts),
		findMakers(table, facts),
		findUses(table, facts),
	]);
	const ofAct = { copyOf, stepOf, witness, sessionOrigin, consoleSignIn };
	return { ...ofAct, isNewToEndpointAccount, makers, used };
}

type OfPerson = Omit<Known, keyof OfActor | keyof OfAct>;

async function recallPerson(table: Table, facts: Facts, person: string | null): Promise<OfPerson> {
	const stamp = stampOf(facts.signIn);
	const [name, failures, lastLogin, tokenBefore, said] = await Promise.all([
		nameOfPerson(table, person, stamp),
		countFailures(table, facts, person),
		findLogin(table, facts.signIn, person),
		findToken(table, facts, person),
		latestBefore(table, noted, { ...weekPlace(facts, person), before: stamp }),
	]);
	return { person, name, ...failures, login: lastLogin, tokenBefore, ageReported: said !== null };
}

async function findConsoleSignIn(table: Table, signIn: SignIn): Promise<ConsoleSignIn | null> {
	const place = callingPlace(signIn);
	if (place === null) return null;
	const from = orderTextFrom(signIn.time - CONSOLE_WINDOW);
	return latestBefore(table, opened, { ...place, from, before: stampOf(signIn) });
}

async function isNewToEndpointAccountOf(table: Table, facts: Facts): Promise<boolean> {
	const place = endpointAccountPlace(facts);
	if (place === null) return false;
	return (await latestBefore(table, noted, { ...place, before: stampOf(facts.signIn) })) === null;
}

/** Finds the act under the first of the keys that still means the same act. */
async function findAct(
	table: Table,
	keys: readonly ActKey[],
	signIn: SignIn,
): Promise<OtherRecord | null> {
	const acts = await Promise.all(
		keys.map(({ key, seconds }) => {
			const from = orderTextFrom(signIn.time - seconds * 1000);
			return latestBefore(table, other, { kind: 'act', key, from, before: stampOf(signIn) });
		}),
	);
	return acts.find((act) => act !== null) ?? null;
}

async function findLogin(
	table: Table,
	signIn: SignIn,
	person: string | null,
): Promise<Known['login']> {
	const place = loginPlace(signIn, person);
	if (place === null) return null;
	const from = orderTextFrom(signIn.time - KEEP.login);
	return latestBefore(table, login, { ...place, from, before: stampOf(signIn) });
}

/** A token is renewed for half a day at most. After that it is reported again. */
async function findToken(
	table: Table,
	facts: Facts,
	person: string | null,
): Promise<OtherRecord | null> {
	const place = tokenPlace(facts, person);
	if (place === null) return null;
	const from = orderTextFrom(facts.signIn.time - KEEP.token);
	return latestBefore(table, other, { ...place, from, before: stampOf(facts.signIn) });
}
