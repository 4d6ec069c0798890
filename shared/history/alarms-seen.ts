/** A user of whom two alarms may be about one thing. */
export interface AlarmedUser {
	readonly account: string;
	/** `AIDA…`: somebody may have the same name later. */
	readonly userId: string;
}

/** The alarms that back each other: Health's, and the quarantine that AWS attaches. */
export type BackingKind = 'health' | 'quarantine';

/** Remembers when each kind of alarm about a user last came. Calling `note` again changes nothing. */
export interface AlarmsSeen {
	/** `at`: milliseconds since 1970, UTC. */
	note(user: AlarmedUser, kind: BackingKind, at: number): Promise<void>;
	/** When the latest one came, in milliseconds since 1970; null if none is known. */
	last(user: AlarmedUser, kind: BackingKind): Promise<number | null>;
}

/** Health takes minutes to report what AWS has quarantined, or the other way round. */
const BACKS_WITHIN = 3_600_000;

/** True if an alarm at one time backs one at another. */
export function isBackedBy(at: number, other: number | null): boolean {
	return other !== null && Math.abs(at - other) <= BACKS_WITHIN;
}
