import type { BreakerLimits, Configuration } from '../configuration/configuration.ts';
import { accountOfActor, type CountedActor } from '../history/counted-actor.ts';
import { shortHash } from '../runtime/sha256.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import type {
	BreakerLedger,
	BreakerOpening,
	CountedAt,
	Counting,
} from './ledger/ledger-breaker.ts';

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
 * One attacker may hold three stolen credentials. The breaker must not open for those alone: an
 * attacker could then stop containment by being detected. The configuration refuses lower limits for
 * the same reason.
 */
const MOST_OF_ONE_ATTACKER = 3;

type Counted = Omit<CountedAt, 'since'>;

/** The actors who were to be contained within one window. */
export interface BreakerWindow {
	readonly all: readonly Counted[];
	/** Those known from trusted networks who now come from the network in question. */
	readonly moved: readonly Counted[];
}

/**
 * Answers why rules must stop containing and wait for a human, or null if they may go on. Actors
 * whose credentials are known to be older count up to the limits. With actors of unknown age it
 * takes three more, because one attacker may hold three of them. Requests of a human are never
 * checked against it.
 */
export function whyBreakerOpens(
	{ all, moved }: BreakerWindow,
	limits: BreakerLimits,
): BreakerReason | null {
	const older = {
		all: all.filter((one) => one.isOlder),
		moved: moved.filter((one) => one.isOlder),
	};
	return whyOf(older, limits, 0) ?? whyOf({ all, moved }, limits, MOST_OF_ONE_ATTACKER);
}

/** `more`: how many more than the limits it takes. */
function whyOf(
	{ all, moved }: BreakerWindow,
	limits: BreakerLimits,
	more: number,
): BreakerReason | null {
	const people = actorsIn(all) - more;
	if (people <= MOST_OF_ONE_ATTACKER) return null;
	if (actorsIn(moved) - more >= limits.movedPeople) return 'moved';
	if (people >= limits.people) return 'people';
	const accounts = new Set(all.map(({ account }) => account).filter((one) => one !== null));
	if (accounts.size - more >= limits.accounts) return 'accounts';
	return limits.staff !== null && people / limits.staff >= limits.share ? 'share' : null;
}

function actorsIn(counted: readonly Counted[]): number {
	return new Set(counted.map(({ actor }) => actor)).size;
}

const MINUTE = 60_000;

/** Gives the length of the window in milliseconds. */
export function breakerLength({ minutes }: BreakerLimits): number {
	return minutes * MINUTE;
}

/** A window is as precise as a sixtieth of its length: an actor is counted once in that time. */
function slotLength(limits: BreakerLimits): number {
	return breakerLength(limits) / 60;
}

function slotOf(time: number, limits: BreakerLimits): number {
	const length = slotLength(limits);
	return Math.floor(time / length) * length;
}

/**
 * Answers for every window of the configured length that contains the slot. So it does not matter
 * at which minute people come, nor in which order their records do.
 */
function whyAnyOpens(
	{ all, moved }: BreakerWindow,
	slot: number,
	limits: BreakerLimits,
): BreakerReason | null {
	const length = breakerLength(limits);
	const starts = all.map((one) => one.slot).filter((at) => at <= slot && at > slot - length);
	for (const start of new Set([...starts.toSorted((one, other) => one - other), slot])) {
		const isWithin = (one: Counted) => one.slot >= start && one.slot < start + length;
		const window = { all: all.filter(isWithin), moved: moved.filter(isWithin) };
		const why = whyBreakerOpens(window, limits);
		if (why !== null) return why;
	}
	return null;
}

/** An actor who is about to be contained, as the breaker counts actors. */
export interface BreakerEntry extends Counted, BreakerPlace {
	/**
	 * True for somebody who, or whose key, is known from a trusted network and now comes from an
	 * untrusted one.
	 * Many of them together look like an office whose address has changed.
	 */
	readonly isMoved: boolean;
}

/**
 * Makes the entry under which the breaker counts the actor of a sign-in; null for a young
 * credential, which is its maker's and counts nobody.
 */
export function breakerEntry(
	{ signIn, verdict, known }: Judged,
	countedAs: CountedActor,
	{ networks, containment }: Configuration,
): BreakerEntry | null {
	if (countedAs.age === 'young') return null;
	return {
		slot: slotOf(signIn.time, containment.breaker),
		at: signIn.time,
		actor: shortHash(countedAs.key),
		isOlder: countedAs.age === 'older',
		account: accountOfActor(countedAs) ?? signIn.principal.account ?? signIn.account,
		isMoved: isKeyMoved(verdict) || networks.some(({ name }) => known.networks.includes(name)),
		network: verdict.network.key,
	};
}

/** History knows the sign-ins of a trusted network, but nobody delivers the uses of keys there. */
function isKeyMoved({ reasons }: Judged['verdict']): boolean {
	return reasons.some(({ code }) => code === 'key-known-elsewhere');
}

/** What the breaker knows before a sign-in is counted. */
export interface BreakerGate {
	/** True while rules must wait for a human. */
	readonly isOpen: boolean;
	/** When a human ended the latest opening; null if nobody has. */
	readonly resumedAt: number | null;
	/** Who was counted since then, close enough to the sign-in to be in one window with it. */
	readonly counted: BreakerWindow;
}

const everybody = 'all';
const movedTo = (network: string) => `moved|${network}`;

/** When and from where somebody signs in. */
export interface BreakerPlace {
	/** Milliseconds since 1970. */
	readonly at: number;
	/** The key of the network. */
	readonly network: string;
}

/** Reads the breaker for a sign-in, in one round of calls. */
export async function recallBreaker(
	ledger: Pick<BreakerLedger, 'breaker' | 'counted'>,
	{ at, network }: BreakerPlace,
	limits: BreakerLimits,
): Promise<BreakerGate> {
	const rest = breakerLength(limits) - slotLength(limits);
	const slot = slotOf(at, limits);
	const slots = { from: slot - rest, to: slot + rest };
	const [opening, all, moved] = await Promise.all([
		ledger.breaker(),
		ledger.counted(everybody, slots),
		ledger.counted(movedTo(network), slots),
	]);
	const resumedAt = opening?.resumed?.at ?? null;
	const isCurrent = ({ since }: CountedAt) => since === (resumedAt ?? 0);
	const counted = { all: all.filter(isCurrent), moved: moved.filter(isCurrent) };
	return { isOpen: isOpen(opening), resumedAt, counted };
}

/** True while an opening waits for a human's decision. */
export function isOpen(opening: BreakerOpening | null): boolean {
	return opening !== null && opening.resumed === null;
}

/**
 * Answers why the breaker opens if this actor is added to those who are counted; null if it stays
 * closed.
 */
export function whyOpensWith(
	{ counted: { all, moved } }: BreakerGate,
	entry: BreakerEntry,
	limits: BreakerLimits,
): BreakerReason | null {
	const window = { all: [...all, entry], moved: entry.isMoved ? [...moved, entry] : moved };
	return whyAnyOpens(window, entry.slot, limits);
}

/** Late records are counted too, so entries are kept longer than a window. */
const KEEP_MS = 2 * 86_400_000;

/** Counts the actor. A repeat changes nothing. */
export async function countInBreaker(
	ledger: Pick<BreakerLedger, 'count'>,
	{ isMoved, network, at, ...counted }: BreakerEntry,
	resumedAt: BreakerGate['resumedAt'],
): Promise<void> {
	const kept = { ...counted, since: resumedAt ?? 0, keepUntil: at + KEEP_MS };
	const countings: Counting[] = [
		{ ...kept, list: everybody },
		...(isMoved ? [{ ...kept, list: movedTo(network) }] : []),
	];
	await Promise.all(countings.map((counting) => ledger.count(counting)));
}
