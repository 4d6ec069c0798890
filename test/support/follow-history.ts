import type { Facts, History, Known, Remembered } from '../../shared/history/history.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import { personKey } from '../../shared/sign-in/person-key.ts';
import { establishFacts, type Judgement, judge } from '../../shared/verdict/judge.ts';
import { settleFacts } from '../../shared/verdict/settle-facts.ts';
import { aSignInFrom } from './follow-records.ts';
import { someSettings } from './some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const settings = someSettings();

/** The facts of records, in the order of judging. */
export function factsOf(records: readonly Fields[]): Facts[] {
	return records
		.map(aSignInFrom)
		.sort(compareSignIns)
		.map((signIn) => establishFacts(signIn, settings));
}

/** Judges one sign-in as the function does. */
export async function follow(
	history: History,
	facts: Facts,
): Promise<Judgement & { known: Known }> {
	const known = comparable(await history.recall(facts));
	const settled = settleFacts(facts, known, settings);
	const judgement = judge(settled, known, settings);
	await history.remember(settled, judgement.remembered);
	return { ...judgement, known };
}

/**
 * Gives what a history knows of each sign-in, judged one after the other. All are announced first,
 * as replay does.
 */
export async function followAll(history: History, all: readonly Facts[]): Promise<Known[]> {
	const told: Known[] = [];
	for (const facts of all) await history.announce(facts, personKey(facts.signIn));
	for (const facts of all) told.push((await follow(history, facts)).known);
	return told;
}

/** Gives what a history knows of each sign-in, without remembering more. */
export function recallAll(history: History, all: readonly Facts[]): Promise<Known[]> {
	return Promise.all(all.map(async (facts) => comparable(await history.recall(facts))));
}

/**
 * Gives the expected answers: what a history knows that sees all sign-ins in order, and what it
 * remembers.
 */
export async function inOrder(
	all: readonly Facts[],
): Promise<{ known: Known[]; remembered: Remembered[] }> {
	const history = new MemoryHistory();
	for (const facts of all) await history.announce(facts, personKey(facts.signIn));
	const known: Known[] = [];
	const remembered: Remembered[] = [];
	for (const facts of all) {
		const followed = await follow(history, facts);
		known.push(followed.known);
		remembered.push(followed.remembered);
	}
	return { known, remembered };
}

/** Sorts the networks, because their order means nothing. */
function comparable(known: Known): Known {
	return { ...known, networks: [...known.networks].sort() };
}
