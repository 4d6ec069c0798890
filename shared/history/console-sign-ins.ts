import type { SignIn } from '../sign-in/sign-in.ts';
import type { Facts } from './history.ts';
import type { Place } from './history-places.ts';

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
	const dates = [time, links.sessionCreatedAt ?? time].map(seconds);
	return [...new Set(dates)].flatMap((date) => placeOf(principal.id, date));
}

/**
 * Gives the place of the sign-in that opened the calling session, or null. AWS alone marks a
 * credential as the console's.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function callingPlace({ fromConsole, principal, links }: SignIn): Place | null {
	const date = links.sessionCreatedAt ?? null;
	if (!fromConsole || date === null) return null;
	return placeOf(principal.id, seconds(date))[0] ?? null;
}

/** What is remembered of a sign-in that opened a session. */
export function consoleSignInOf({ signIn, network }: Facts): ConsoleSignIn {
	return { eventId: signIn.eventId, isTrusted: network.classification === 'trusted' };
}

function placeOf(id: string | null, date: number): Place[] {
	return id === null ? [] : [{ kind: 'console', key: `${id}@${date}` }];
}

function seconds(time: number): number {
	return Math.floor(time / 1_000);
}
