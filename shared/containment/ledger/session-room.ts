/**
 * So many sessions of one actor are denied. Beyond that, one card says that a human must cut the
 * role (design, section 4.4).
 */
export const MOST_SESSIONS = 10;
/**
 * So many of them may be in accounts that are not known to be ours. Who owns an account can make
 * sessions there that the SCP never denies, and they must not use up all places.
 */
const MOST_ELSEWHERE = 5;

const HOUR = 3_600_000;
/** A role's session lives no longer than this, and so does its deny after the last attempt. */
const HELD_MS = 12 * HOUR;
/** Places are forgotten so long after the latest one. */
const KEPT_MS = 48 * HOUR;

/** A place that a session has taken in its actor's room. */
export interface Place {
	readonly session: string;
	/** The full hour after its last attempt, in milliseconds since 1970. */
	readonly hour: number;
	/** Set if the session is in an account that is not known to be ours. */
	readonly isElsewhere?: true;
}

/** Sessions that ask for a place at a time, the most important first. */
export interface RoomAsked {
	readonly sessions: readonly string[];
	/** Those of them that are in accounts that are not known to be ours. */
	readonly elsewhere?: readonly string[];
	readonly at: number;
}

/** The places after the question, and the sessions that have one. */
export interface RoomGiven {
	readonly places: readonly Place[];
	readonly given: readonly string[];
}

/**
 * Keeps for each actor which of their sessions are denied. So one actor cannot use up the text of a
 * policy, which would leave no room to deny others.
 */
export interface SessionRoom {
	/** Answers with those of the sessions that have a place. A repeat gets the same answer. */
	takeRoom(actor: string, asked: RoomAsked): Promise<readonly string[]>;
}

/**
 * Gives places to sessions: ten in any twelve hours, five of them elsewhere. A session keeps its
 * place until twelve hours after its last attempt, as long as it is denied.
 */
export function giveRoom(
	before: readonly Place[],
	{ sessions, elsewhere = [], at }: RoomAsked,
): RoomGiven {
	let places = before;
	const given: string[] = [];
	for (const session of sessions) {
		const held = places.filter((place) => isHeld(place, at));
		const own = held.find((place) => place.session === session);
		const there = elsewhere.includes(session) ? ({ isElsewhere: true } as const) : {};
		if (own === undefined && isFull(held, there)) continue;
		given.push(session);
		const hour = Math.max(Math.ceil(at / HOUR) * HOUR, own?.hour ?? 0);
		if (own?.hour === hour) continue;
		places = [...places.filter((place) => place.session !== session), { session, hour, ...there }];
	}
	const latest = Math.max(...places.map(({ hour }) => hour));
	return { places: places.filter(({ hour }) => hour > latest - KEPT_MS), given };
}

function isFull(held: readonly Place[], { isElsewhere }: Pick<Place, 'isElsewhere'>): boolean {
	const others = held.filter((place) => place.isElsewhere);
	return held.length >= MOST_SESSIONS || (isElsewhere === true && others.length >= MOST_ELSEWHERE);
}

/** A place is held as well if its session is the later one and this record came late. */
function isHeld({ hour }: Place, at: number): boolean {
	return at < hour + HELD_MS && at > hour - HOUR - HELD_MS;
}
