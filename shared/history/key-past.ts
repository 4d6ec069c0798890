/**
 * What is known of a long-term key that is at work from an untrusted network:
 * - `new-here`: it was used from trusted networks before, and not from this one
 * - `usual-elsewhere`: it is usual at another untrusted network, and was not used from this one. A
 *   deny would stop the job there
 * - `usual-here`: it was used from this network more than a day ago
 * - `nowhere`: no earlier use is known
 * - `not-answered`: nobody answered in time
 */
export const KEY_PASTS = [
	...(['new-here', 'usual-elsewhere', 'usual-here', 'nowhere', 'not-answered'] as const),
] as const;
export type KeyPast = (typeof KEY_PASTS)[number];

const DAY = 86_400_000;

/** A network from which a key was used. */
export interface KeyPlace {
	/** The key of the network, as verdicts have it. */
	readonly network: string;
	readonly isTrusted: boolean;
	/** The first use there that the source knows, in milliseconds since 1970. */
	readonly firstAt: number;
}

/** A use of a long-term key from an untrusted network. */
export interface KeyQuestion {
	readonly keyId: string;
	/** The account that owns the key; null if the record does not name it. */
	readonly account: string | null;
	/** The Region of the call; null if the record does not name it. */
	readonly region: string | null;
	/** The key of the network. */
	readonly network: string;
	/** When it was used, in milliseconds since 1970. */
	readonly at: number;
}

/**
 * Tells what was known of a key before a use. It never rejects, and answers within so many
 * milliseconds: an alert must not wait for it.
 */
export interface KeyPasts {
	find(question: KeyQuestion, within?: number): Promise<KeyPast>;
}

/** What the sources tell of a key. */
export interface KnownPlaces {
	/** What the records have shown that were judged here. */
	readonly seen: readonly KeyPlace[];
	/** What CloudTrail tells from before; null if it has not answered, or not for every Region. */
	readonly told: readonly KeyPlace[] | null;
	/** True for a network of which `new-here` was answered: a thief who stays makes nothing usual. */
	readonly isNewAt: (network: string) => boolean;
}

/**
 * Tells the past of a key from the places where it was used. Somebody who has stolen a key can make
 * calls for days. So the network must have been usual a day before the key was first seen here: later
 * calls from it prove nothing. A place that is not trusted counts only after a day, because a job that
 * is just being set up may come from two of them.
 *
 * Such a place may be a job of ours that nobody listed, or a runner that has another address each
 * time. One call with the key from anywhere must not be enough to have it denied.
 */
export function keyPastOf(
	{ network, at }: Pick<KeyQuestion, 'network' | 'at'>,
	{ seen, told, isNewAt }: KnownPlaces,
): KeyPast {
	const since = firstSeen({ network, at }, seen);
	const isUsual = (place: KeyPlace) => place.firstAt <= since - DAY;
	if (told?.some((place) => place.network === network && isUsual(place))) return 'usual-here';
	if (told === null) return 'not-answered';
	const elsewhere = [...seen, ...told].filter((place) => place.network !== network);
	const isJob = (place: KeyPlace) => !place.isTrusted && isUsual(place) && !isNewAt(place.network);
	if (elsewhere.some(isJob)) return 'usual-elsewhere';
	const isOurs = (place: KeyPlace) =>
		isNewAt(place.network) || (place.isTrusted && place.firstAt < since);
	if (elsewhere.some(isOurs)) return 'new-here';
	return since <= at - DAY ? 'usual-here' : 'nowhere';
}

/** Gives when the key was first seen at the network of a use, which is now if it never was. */
function firstSeen(
	{ network, at }: Pick<KeyQuestion, 'network' | 'at'>,
	seen: readonly KeyPlace[],
): number {
	const here = seen.filter((place) => place.network === network);
	return Math.min(at, ...here.map(({ firstAt }) => firstAt));
}

/** Uses before this time show what was usual when the key was first seen at the network. */
export function usualBefore(
	question: Pick<KeyQuestion, 'network' | 'at'>,
	seen: readonly KeyPlace[],
): number {
	return firstSeen(question, seen) - DAY;
}

/**
 * True for an answer that holds for later uses too. A network at which a stolen key appeared must not
 * become usual because the thief stays, nor a usual one new when CloudTrail has forgotten it.
 */
export function isLasting(past: KeyPast): boolean {
	return past === 'new-here' || past === 'usual-here';
}
