import type { Table } from '../runtime/dynamodb-table.ts';
import { failureTraces } from './dynamodb-failures.ts';
import { stampOf } from './dynamodb-history-keys.ts';
import { handVisitOver, nameTraces, newName, takeNetworksOver } from './dynamodb-names.ts';
import {
	forgetVisit,
	noteVisit,
	refreshNetwork,
	shownNetwork,
	type Visit,
} from './dynamodb-networks.ts';
import { leaveTrace, type Trace } from './dynamodb-traces.ts';
import type { Facts, Remembered } from './history.ts';
import { actPlaces, loginPlace, type Place, tokenPlace, weekPlace } from './history-places.ts';
import { initiatorOf, obtainedSession } from './initiator.ts';
import { isLogin } from './tokens.ts';

/** Writes what a sign-in teaches, and takes back what the same one had taught under another outcome. */
export async function remember(table: Table, facts: Facts, outcome: Remembered): Promise<void> {
	const { signIn } = facts;
	const author = { stamp: stampOf(signIn), time: signIn.time };
	const name = newName(facts, outcome.known);
	const traces = [...tracesOf(facts, outcome), ...(name === null ? [] : nameTraces(name))];
	await Promise.all([
		...traces.map((trace) => leaveTrace(table, trace, author)),
		rememberNetwork(table, facts, outcome),
	]);
	if (name !== null) await takeNetworksOver(table, name, facts);
}

/** Where the person was. What is known from before is not noted again, so that a network's item stays small. */
async function rememberNetwork(
	table: Table,
	facts: Facts,
	{ known, counts }: Remembered,
): Promise<void> {
	const { signIn, network } = facts;
	const { person } = known;
	if (person === null || signIn.outcome !== 'success' || network.classification === 'not-judged')
		return;
	const visit: Visit = {
		person,
		network: shownNetwork(facts),
		stamp: stampOf(signIn),
		time: signIn.time,
	};
	if (!counts) return forgetVisit(table, visit);
	if (known.networks.includes(network.key)) return refreshNetwork(table, visit);
	await noteVisit(table, visit);
	await handVisitOver(table, visit);
}

/** All that a sign-in leaves beside names and networks; where it does not count, nothing in all these places. */
function tracesOf(facts: Facts, outcome: Remembered): Trace[] {
	const { signIn, network } = facts;
	const { known, counts } = outcome;
	const { eventId } = signIn;
	const login = isLogin(signIn) ? loginPlace(signIn, known.person) : null;
	const token = signIn.outcome === 'success' ? tokenPlace(facts, known.person) : null;
	const traces = [
		...actPlaces(signIn).map((place) => ({ ...place, value: { eventId } })),
		...traceAt(login, { eventId, network: network.key }),
		...traceAt(token, { eventId }),
		...initiatorTrace(facts, outcome),
		...weekTrace(facts, outcome),
		...failureTraces(facts, known),
	];
	return counts ? traces : traces.map((trace) => ({ ...trace, value: null }));
}

function initiatorTrace({ signIn }: Facts, { known, flagged }: Remembered): Trace[] {
	const key = obtainedSession(signIn);
	if (key === null) return [];
	const initiator = initiatorOf(signIn, known, flagged);
	return traceAt({ memory: 'initiator', key }, initiator === null ? null : { ...initiator });
}

/** Where it was not said, it is taken back only if it may have been said before: now that others have said it. */
function weekTrace(facts: Facts, { known, counts, ageReported }: Remembered): Trace[] {
	if (!ageReported && !known.ageReported && counts) return [];
	return traceAt(weekPlace(facts, known.person), ageReported ? {} : null);
}

function traceAt(place: Place | null, value: Trace['value']): Trace[] {
	return place === null ? [] : [{ ...place, value }];
}
