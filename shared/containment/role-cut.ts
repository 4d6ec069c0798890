import type { ActiveContainment } from './containment.ts';
import { isWholeRole } from './selector-form.ts';

const SECOND = 1_000;
/**
 * A text is not in force everywhere at once. Sessions issued in the minute after it is written are
 * denied too, so that nobody escapes by a session that they obtain in the meantime.
 */
const AFTER_WRITING = 60 * SECOND;
/** A run that follows soon need not write the text again, only because the time has moved. */
const STILL_ENOUGH = 30 * SECOND;
/** A time that is later than this comes from a wrong clock and would deny new sessions. */
const LATEST = 60 * 60 * SECOND;

/** The time before which the sessions of a role are denied if the text is written now, in ms. */
export function issuedBeforeAt(now: number): number {
	return Math.ceil((now + AFTER_WRITING) / SECOND) * SECOND;
}

/**
 * True if the time must be moved before the text is written: the text is not known to be in force,
 * and sessions may have been obtained since the time was chosen.
 */
export function mustMoveIssuedBefore(
	{ selector, issuedBefore, state }: ActiveContainment & { readonly state: string },
	now: number,
): boolean {
	if (!isWholeRole(selector)) return false;
	if (issuedBefore === undefined) return true;
	return state !== 'effective' && issuedBefore < now + STILL_ENOUGH;
}

/** Why a time must not stand in a text as the one before which sessions are denied; or null. */
export function issuedBeforeProblem(time: number, now: number): string | null {
	if (!Number.isFinite(time)) return 'is not a time';
	return time > now + LATEST
		? 'is more than an hour ahead, so new sessions of the role would be denied'
		: null;
}
