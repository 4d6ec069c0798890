import type { BreakerLimits, Configuration } from '../configuration/configuration.ts';
import type { Facts } from '../history/history.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import type { BreakerLedger, BreakerOpening, Counted } from './ledger/ledger-breaker.ts';

/**
 * The people who were contained within the window that a sign-in falls into. They are sets, so that
 * counting somebody twice changes nothing. All sessions that one caller made count as that caller.
 */
export interface BreakerWindow {
	readonly people: readonly string[];
	/**
	 * The accounts that the people belong to: one for each person, whatever accounts they touch.
	 */
	readonly accounts: readonly string[];
	/**
	 * Of these, the people known from trusted networks who now come from the network in question.
	 */
	readonly movedPeople: readonly string[];
}

/** The reasons why the circuit breaker opens. */
export const BREAKER_REASONS = {
	people: 'too many people within the window',
	accounts: 'people of too many accounts within the window',
	share: 'too large a share of the staff within the window',
	unreadable: 'the stored state of the circuit breaker cannot be read, so it counts as open',
	moved:
		'several people known from trusted networks come from one unknown network: has an office changed its address?',
} as const;
export type BreakerReason = keyof typeof BREAKER_REASONS;

/**
 * One attacker with three stolen keys counts as three people. The breaker must not open for those
 * alone: an attacker could then stop containment by being detected. The configuration refuses lower
 * limits for the same reason.
 */
const MOST_PEOPLE_OF_ONE_ATTACKER = 3;

/**
 * Answers why rules must stop containing and wait for a human, or null if they may go on. Requests
 * of a human are never checked against it.
 */
export function whyBreakerOpens(
	window: BreakerWindow,
	limits: BreakerLimits,
): BreakerReason | null {
	const people = window.people.length;
	if (people <= MOST_PEOPLE_OF_ONE_ATTACKER) return null;
	if (window.movedPeople.length >= limits.movedPeople) return 'moved';
	if (people >= limits.people) return 'people';
	if (window.accounts.length >= limits.accounts) return 'accounts';
	return limits.staff !== null && people / limits.staff >= limits.share ? 'share' : null;
}

/**
 * Answers when the window of a time starts, in ms since 1970. It depends on the time alone, so
 * every function counts in the same window.
 */
export function breakerWindowStart(time: number, limits: BreakerLimits): number {
	const length = limits.minutes * 60_000;
	return Math.floor(time / length) * length;
}

/** What the breaker knows before a sign-in is counted. */
export interface BreakerGate {
	/** True while rules must wait for a human. */
	readonly isOpen: boolean;
	/** When a human ended the latest opening; null if nobody has. */
	readonly resumedAt: number | null;
	/**
	 * The names of the windows: one counts all people, the other those who are known from trusted
	 * networks and now come from this network.
	 */
	readonly windows: { readonly all: string; readonly moved: string };
	readonly counted: { readonly all: Counted; readonly moved: Counted };
	/** When the windows may be deleted, in ms since 1970. */
	readonly keepUntil: number;
}

/** Late records are counted in windows that are over, so windows are kept longer than that. */
const KEEP_MS = 2 * 86_400_000;

/**
 * Reads the breaker for one sign-in. It takes one round of calls, and two in a window in which a
 * human resumed.
 */
export async function recallBreaker(
	ledger: Pick<BreakerLedger, 'breaker' | 'counted'>,
	{ signIn, network }: Pick<Facts, 'signIn' | 'network'>,
	{ containment }: Configuration,
): Promise<BreakerGate> {
	const start = breakerWindowStart(signIn.time, containment.breaker);
	const read = (name: string) =>
		readWindows(ledger, { all: name, moved: `${name}|${network.key}` });
	const [opening, first] = await Promise.all([ledger.breaker(), read(String(start))]);
	const resumedAt = opening?.resumed?.at ?? null;
	// People who were counted before a human resumed must not open the breaker at once again.
	const isFresh = resumedAt !== null && resumedAt >= start;
	const { windows, counted } = isFresh ? await read(`${start}+${resumedAt}`) : first;
	const keepUntil = signIn.time + KEEP_MS;
	return { isOpen: isOpen(opening), resumedAt, windows, counted, keepUntil };
}

async function readWindows(
	ledger: Pick<BreakerLedger, 'counted'>,
	windows: BreakerGate['windows'],
): Promise<Pick<BreakerGate, 'windows' | 'counted'>> {
	const [all, moved] = await Promise.all([
		ledger.counted(windows.all),
		ledger.counted(windows.moved),
	]);
	return { windows, counted: { all, moved } };
}

/** True while an opening waits for a human's decision. */
export function isOpen(opening: BreakerOpening | null): boolean {
	return opening !== null && opening.resumed === null;
}

/** A person who is about to be contained, as the breaker counts people. */
export interface BreakerEntry {
	readonly person: string;
	readonly accounts: readonly string[];
	/**
	 * True for somebody who is known from a trusted network and now comes from an untrusted one.
	 * Many of them together look like an office whose address has changed.
	 */
	readonly isMoved: boolean;
}

/** Makes the entry under which the breaker counts the person of a sign-in. */
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

/**
 * Answers why the breaker opens if this person is added to those counted before; null if it stays
 * closed.
 */
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

/**
 * Counts the person. A repeat changes nothing. The answer holds everybody who is counted now,
 * including people whom other functions have counted at the same time.
 */
export async function countInBreaker(
	ledger: Pick<BreakerLedger, 'countPerson'>,
	{ windows, counted, ...gate }: BreakerGate,
	{ person, accounts, isMoved }: BreakerEntry,
): Promise<BreakerGate> {
	const { keepUntil } = gate;
	const moving = { window: windows.moved, person, accounts: [], keepUntil };
	const [all, moved] = await Promise.all([
		ledger.countPerson({ window: windows.all, person, accounts, keepUntil }),
		isMoved ? ledger.countPerson(moving) : counted.moved,
	]);
	return { ...gate, windows, counted: { all, moved } };
}
