import { isDeepStrictEqual } from 'node:util';
import { copyKeys, deliveryKey } from '../history/act-keys.ts';
import { sha256 } from '../runtime/sha256.ts';
import { compareSignIns } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { CaseEntry } from './case-entry.ts';
import { type CaseKey, isJoining } from './case-key.ts';
import { addJoined, type JoinedUses, removeJoined } from './joined-uses.ts';
import { entryText } from './kept-case-text.ts';
import { addToLater, type LaterSignIns } from './later-sign-ins.ts';

/**
 * A case as it is kept: its first sign-ins one by one in the order of time, and the sum of all
 * later ones. What the card shows follows from it, so the order of arrival does not change the
 * card.
 */
export interface KeptCase {
	readonly id: string;
	readonly whose: CaseKey;
	readonly entries: readonly CaseEntry[];
	readonly later: LaterSignIns | null;
	/** The uses that joined the case after it was told. */
	readonly joined: JoinedUses | null;
}

/** Nobody is contained because of a use that joins what was told. */
const NOBODY_PLANNED: CaseEntry['plan'] = { requests: [], notContained: null, advice: null };

/** How many sign-ins are kept one by one. More would not fit into one item. */
const MOST_ENTRIES = 25;

/** Identifies a record within a case: 48 bits are enough for a thousand sign-ins. */
export function deliveryHash(signIn: SignIn): string {
	return sha256(deliveryKey(signIn)).slice(0, 12);
}

/** The hashes of all sign-ins that the case remembers. */
export function deliveriesOf({ entries, later }: KeptCase): string[] {
	return [...entries.map(({ delivery }) => delivery), ...(later?.deliveries ?? [])];
}

/** Adds one more sign-in. Answers with the same object if that changes nothing. */
export function keepEntry(kept: KeptCase, entry: CaseEntry): KeptCase {
	if (kept.later?.deliveries.includes(entry.delivery)) return kept;
	const earlier = kept.entries.find(({ delivery }) => delivery === entry.delivery);
	if (earlier === undefined) {
		const joined = removeJoined(kept.joined, entry.judged.signIn, entry.delivery);
		return withEntries({ ...kept, joined }, [...kept.entries, entry]);
	}
	const again = judgedAgain(earlier, entry);
	if (isDeepStrictEqual(JSON.parse(entryText(again)), JSON.parse(entryText(earlier)))) return kept;
	return withEntries(kept, kept.entries.with(kept.entries.indexOf(earlier), again));
}

/**
 * Adds a use that joins what was told. If it was told itself before, because an earlier use had not
 * arrived, it stays one by one with its new verdict; the case goes on beginning with its first use.
 * Answers with the same object if that changes nothing.
 */
export function keepUse(kept: KeptCase, { signIn, verdict }: JudgedSignIn): KeptCase {
	const delivery = deliveryHash(signIn);
	if (kept.later?.deliveries.includes(delivery)) return kept;
	const at = kept.entries.findIndex((one) => one.delivery === delivery);
	const earlier = kept.entries[at];
	if (earlier !== undefined) {
		if (at === 0 || isJoining(earlier.judged)) return kept;
		const again = { ...earlier, judged: { signIn, verdict }, plan: NOBODY_PLANNED, keyAsked: null };
		return { ...kept, entries: kept.entries.with(at, again) };
	}
	const joined = addJoined(kept.joined, signIn, delivery);
	return joined === kept.joined ? kept : { ...kept, joined };
}

/** Judges the sign-ins with this key again. Answers with the same object if there are none. */
export function settleEntries(
	kept: KeptCase,
	{ keyId, judgeAgain }: { keyId: string; judgeAgain: (judged: JudgedSignIn) => JudgedSignIn },
): KeptCase {
	const settle = (entry: CaseEntry): CaseEntry => {
		const { kind, keyId: used } = entry.judged.verdict.credential;
		if (kind !== 'access-key' || used !== keyId || entry.settled) return entry;
		return { ...entry, judged: judgeAgain(entry.judged), keyAsked: null, settled: true };
	};
	const entries = kept.entries.map(settle);
	const later = kept.later && { ...kept.later, lead: settle(kept.later.lead) };
	const isSame =
		later?.lead === kept.later?.lead && entries.every((entry, at) => entry === kept.entries[at]);
	return isSame ? kept : { ...kept, entries, later };
}

/** The entries without second records of the same act. */
export function withoutCopies(entries: readonly CaseEntry[]): CaseEntry[] {
	const acts = new Map<string, number>();
	return entries.filter(({ judged: { signIn } }) => {
		const keys = copyKeys(signIn);
		const isCopy = keys.some(({ key, seconds }) => {
			const earlier = acts.get(key);
			return earlier !== undefined && signIn.time - earlier <= seconds * 1000;
		});
		if (!isCopy) for (const { key } of keys) acts.set(key, signIn.time);
		return !isCopy;
	});
}

/**
 * A sign-in that was delivered again, judged with what is known now. Its containments stay, because
 * they are in the ledger: a breaker that has opened or was resumed since does not change them.
 */
function judgedAgain(earlier: CaseEntry, again: CaseEntry): CaseEntry {
	const isForgetful = earlier.settled && again.keyAsked !== null;
	const containments = [...new Set([...earlier.containments, ...again.containments])];
	const { notContained } = earlier.plan;
	const isBreakers = [notContained, again.plan.notContained].includes('breaker-open');
	const isStill = earlier.containments.length > 0 && again.plan.requests.length > 0;
	const plan = isBreakers && isStill ? { ...again.plan, notContained } : again.plan;
	return { ...(isForgetful ? earlier : again), plan, settled: earlier.settled, containments };
}

function withEntries(kept: KeptCase, entries: readonly CaseEntry[]): KeptCase {
	const sorted = entries.toSorted(compareEntries);
	const last = sorted.at(-1);
	if (sorted.length <= MOST_ENTRIES || last === undefined) return { ...kept, entries: sorted };
	const isCounted = withoutCopies(sorted).includes(last);
	const later = addToLater(kept.later, last, { isCounted });
	return { ...kept, entries: sorted.slice(0, -1), later };
}

function compareEntries(a: CaseEntry, b: CaseEntry): number {
	return compareSignIns(a.judged.signIn, b.judged.signIn) || (a.delivery < b.delivery ? -1 : 1);
}
