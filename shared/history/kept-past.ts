import type { KeyPast, KeyPlace, KeyQuestion, KnownPlaces } from './key-past.ts';

/** What CloudTrail told about a key. It is kept, so that a key is not asked about for each use. */
export interface ToldOfKey {
	/** The time of the use for which it was asked, in milliseconds since 1970. */
	readonly at: number;
	/** Up to here the uses of before were looked up. */
	readonly usualBefore: number;
	readonly regions: readonly string[];
	readonly places: readonly KeyPlace[];
}

/** What is kept of a key. */
export interface KeptOfKey extends Pick<KnownPlaces, 'isNewAt'> {
	/** The lasting answer about the network of the question; null if there is none. */
	readonly said: KeyPast | null;
	/** Null if CloudTrail was not asked, or has not answered. */
	readonly told: ToldOfKey | null;
}

/** Where the answers about keys are kept. */
export interface KeptPasts {
	read(question: KeyQuestion): Promise<KeptOfKey>;
	say(question: KeyQuestion, past: KeyPast): Promise<void>;
	keep(keyId: string, told: ToldOfKey): Promise<void>;
	/**
	 * Takes the next free moment for a call to CloudTrail, from `now` on; null if there is none up to
	 * `latest`. Times are milliseconds since 1970.
	 */
	takeTurn(turn: Turn): Promise<number | null>;
}

/** Whose turn to take. CloudTrail limits the calls for each account and Region. */
export interface Turn {
	readonly account: string;
	readonly region: string;
	readonly now: number;
	readonly latest: number;
}

const HOUR = 3_600_000;

/**
 * True if what CloudTrail told answers a question too, in its Regions. After an hour it is asked again:
 * until then a key may have been used from an office, of which no other record arrives here.
 */
export function answers(
	{ at, usualBefore }: ToldOfKey,
	question: Pick<KeyQuestion, 'at'> & Pick<ToldOfKey, 'usualBefore'>,
): boolean {
	return Math.abs(question.at - at) <= HOUR && usualBefore <= question.usualBefore;
}
