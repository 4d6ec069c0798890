import type { SignIn } from '../sign-in/sign-in.ts';
import type { Facts } from './history.ts';
import type { Place } from './history-places.ts';
import { sessionKey } from './session-origins.ts';

const HOUR = 3_600_000;
/** So long before a call its session must have been opened in the console. Milliseconds. */
export const CONSOLE_WINDOW = HOUR;

/** A sign-in by which a session was opened in the console. */
export interface ConsoleSignIn {
	readonly eventId: string | null;
	readonly isTrusted: boolean;
}

const OPENING = new Set(['ConsoleLogin', 'SwitchRole', 'RenewRole']);

/**
 * Gives the places at which the calls of a console session find the sign-in that opened it. They
 * print its principal id and its creation date. That is the time of the sign-in, or the date that
 * the sign-in itself prints, if the session existed before. A record that does not count shows it
 * too: of the two records of a role switch only one names the session that was entered.
 */
export function openedPlaces({ signIn, network }: Facts): Place[] {
	const { event, outcome, principal, links, time } = signIn;
	if (!OPENING.has(event) || outcome !== 'success' || network.classification === 'not-judged')
		return [];
	const dates = [time, links.sessionCreatedAt ?? null];
	const keys = dates.map((date) => sessionKey(principal.id, date));
	return [...new Set(keys)].flatMap(placeOf);
}

/**
 * Gives the place of the sign-in that opened the calling session, or null. AWS alone marks a
 * credential as the console's.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function callingPlace({ fromConsole, principal, links }: SignIn): Place | null {
	if (!fromConsole) return null;
	return placeOf(sessionKey(principal.id, links.sessionCreatedAt ?? null))[0] ?? null;
}

/** What is remembered of a sign-in that opened a session. */
export function consoleSignInOf({ signIn, network }: Facts): ConsoleSignIn {
	return { eventId: signIn.eventId, isTrusted: network.classification === 'trusted' };
}

function placeOf(key: string | null): Place[] {
	return key === null ? [] : [{ kind: 'console', key }];
}
