import type { Followed } from '../case/follow-sign-in.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Facts } from '../history/history.ts';
import { type BrakeReason, brakeWindowStart, whyBrakeOpens } from './breaker.ts';
import type { BrakeLedger, BrakeOpening, Counted } from './ledger/ledger-breaker.ts';

/** What the brake knows before a sign-in is counted. */
export interface BrakeGate {
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

/** Reads the brake for one sign-in: one stage of calls, two in a window in which a human has resumed. */
export async function recallBrake(
	ledger: BrakeLedger,
	{ signIn, network }: Facts,
	{ containment }: Configuration,
): Promise<BrakeGate> {
	const start = brakeWindowStart(signIn.time, containment.brake);
	const read = (name: string) => readWindows(ledger, { all: name, moved: `${name}|${network.key}` });
	const [opening, first] = await Promise.all([ledger.brake(), read(String(start))]);
	const resumedAt = opening?.resumed?.at ?? null;
	// Whoever was counted before a human resumed must not open it at once again.
	const isFresh = resumedAt !== null && resumedAt >= start;
	const { windows, counted } = isFresh ? await read(`${start}+${resumedAt}`) : first;
	return { isOpen: isOpen(opening), windows, counted, keepUntil: signIn.time + KEEP_MS };
}

async function readWindows(ledger: BrakeLedger, windows: BrakeGate['windows']) {
	const [all, moved] = await Promise.all([ledger.counted(windows.all), ledger.counted(windows.moved)]);
	return { windows, counted: { all, moved } };
}

function isOpen(opening: BrakeOpening | null): boolean {
	return opening !== null && opening.resumed === null;
}

/** A person who is about to be contained, as the brake counts people. */
export interface BrakeEntry {
	readonly person: string;
	readonly accounts: readonly string[];
	/** Known from inside, and now from a network that is not ours: an office that moved looks like this. */
	readonly isMoved: boolean;
}

/** How a sign-in counts, as the brake sees the person behind it. */
export function brakeEntry(
	person: string,
	{ signIn, known }: Followed,
	{ networks }: Configuration,
): BrakeEntry {
	const account = signIn.principal.account ?? signIn.account;
	return {
		person,
		accounts: account === null ? [] : [account],
		isMoved: networks.some(({ name }) => known.networks.includes(name)),
	};
}

/** Why the brake opens with this person, by what was counted before; null while it stays closed. */
export function whyOpensWith(
	{ counted }: BrakeGate,
	entry: BrakeEntry,
	{ containment }: Configuration,
): BrakeReason | null {
	const { all, moved } = counted;
	return whyBrakeOpens(
		{
			people: [...new Set([...all.people, entry.person])],
			accounts: [...new Set([...all.accounts, ...entry.accounts])],
			movedPeople: [...new Set(entry.isMoved ? [...moved.people, entry.person] : moved.people)],
		},
		containment.brake,
	);
}

/** Counts the person. A repeat changes nothing; the answer is who is counted now, others of this moment included. */
export async function countInBrake(
	ledger: BrakeLedger,
	{ windows, counted, ...gate }: BrakeGate,
	{ person, accounts, isMoved }: BrakeEntry,
): Promise<BrakeGate> {
	const { keepUntil } = gate;
	const [all, moved] = await Promise.all([
		ledger.countPerson({ window: windows.all, person, accounts, keepUntil }),
		isMoved ? ledger.countPerson({ window: windows.moved, person, accounts: [], keepUntil }) : counted.moved,
	]);
	return { ...gate, windows, counted: { all, moved } };
}
