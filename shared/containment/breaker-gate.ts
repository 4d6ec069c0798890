import type { Configuration } from '../configuration/configuration.ts';
import type { Facts } from '../history/history.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import { type BreakerReason, breakerWindowStart, whyBreakerOpens } from './breaker.ts';
import type { BreakerLedger, BreakerOpening, Counted } from './ledger/ledger-breaker.ts';

/** What the breaker knows before a sign-in is counted. */
export interface BreakerGate {
	/** True while rules must wait for a human. */
	readonly isOpen: boolean;
	/** Names of the windows: of everybody, and of people known from inside who come from this network. */
	readonly windows: { readonly all: string; readonly moved: string };
	readonly counted: { readonly all: Counted; readonly moved: Counted };
	/** From then on the windows may be forgotten, ms since 1970. */
	readonly keepUntil: number;
}

/** Windows are asked for by the time of late records too. */
const KEEP_MS = 2 * 86_400_000;

/** Reads the breaker for one sign-in: one stage of calls, two in a window in which a human has resumed. */
export async function recallBreaker(
	ledger: BreakerLedger,
	{ signIn, network }: Facts,
	{ containment }: Configuration,
): Promise<BreakerGate> {
	const start = breakerWindowStart(signIn.time, containment.breaker);
	const read = (name: string) =>
		readWindows(ledger, { all: name, moved: `${name}|${network.key}` });
	const [opening, first] = await Promise.all([ledger.breaker(), read(String(start))]);
	const resumedAt = opening?.resumed?.at ?? null;
	// Whoever was counted before a human resumed must not open it at once again.
	const isFresh = resumedAt !== null && resumedAt >= start;
	const { windows, counted } = isFresh ? await read(`${start}+${resumedAt}`) : first;
	return { isOpen: isOpen(opening), windows, counted, keepUntil: signIn.time + KEEP_MS };
}

async function readWindows(ledger: BreakerLedger, windows: BreakerGate['windows']) {
	const [all, moved] = await Promise.all([
		ledger.counted(windows.all),
		ledger.counted(windows.moved),
	]);
	return { windows, counted: { all, moved } };
}

function isOpen(opening: BreakerOpening | null): boolean {
	return opening !== null && opening.resumed === null;
}

/** A person who is about to be contained, as the breaker counts people. */
export interface BreakerEntry {
	readonly person: string;
	readonly accounts: readonly string[];
	/** Known from inside, and now from a network that is not ours: an office that moved looks like this. */
	readonly isMoved: boolean;
}

/** How a sign-in counts, as the breaker sees the person behind it. */
export function breakerEntry(
	person: string,
	{ signIn, known }: Judged,
	{ networks }: Configuration,
): BreakerEntry {
	const account = signIn.principal.account ?? signIn.account;
	return {
		person,
		accounts: account === null ? [] : [account],
		isMoved: networks.some(({ name }) => known.networks.includes(name)),
	};
}

/** Why the breaker opens with this person, by what was counted before; null while it stays closed. */
export function whyOpensWith(
	{ counted }: BreakerGate,
	entry: BreakerEntry,
	{ containment }: Configuration,
): BreakerReason | null {
	const { all, moved } = counted;
	return whyBreakerOpens(
		{
			people: [...new Set([...all.people, entry.person])],
			accounts: [...new Set([...all.accounts, ...entry.accounts])],
			movedPeople: [...new Set(entry.isMoved ? [...moved.people, entry.person] : moved.people)],
		},
		containment.breaker,
	);
}

/** Counts the person. A repeat changes nothing; the answer is who is counted now, others of this moment included. */
export async function countInBreaker(
	ledger: BreakerLedger,
	{ windows, counted, ...gate }: BreakerGate,
	{ person, accounts, isMoved }: BreakerEntry,
): Promise<BreakerGate> {
	const { keepUntil } = gate;
	const [all, moved] = await Promise.all([
		ledger.countPerson({ window: windows.all, person, accounts, keepUntil }),
		isMoved
			? ledger.countPerson({ window: windows.moved, person, accounts: [], keepUntil })
			: counted.moved,
	]);
	return { ...gate, windows, counted: { all, moved } };
}
