import { isMaking } from '../record/event-sources.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Within one second, the records on which others depend come first: a login before its token, the
 * record that made a credential or obtained a session before those of its use, the person's own
 * record before AWS's copies of it.
 */
const LOGINS = new Set([
	'UserAuthentication',
	'Authenticate',
	'ConsoleLogin',
	'AuthorizeOAuth2Access',
	'SwitchRole',
]);

/**
 * Orders sign-ins for judging: by their own time, and within one second by what they are, never by
 * where they were found. Only copies of one record are equal.
 */
export function compareSignIns(a: SignIn, b: SignIn): number {
	return a.time - b.time || rank(a) - rank(b) || compareText(identity(a), identity(b));
}

/**
 * Added to any date that JavaScript can represent, in milliseconds since 1970, this gives a number
 * that is not negative.
 */
const EARLIEST = 8.64e15;
/**
 * This length holds the ids and in most cases the event's name. Sort keys of a table must be short.
 */
const IDENTITY_LENGTH = 80;

/**
 * Gives a text for sort keys that sorts in the order of `compareSignIns`. Records that differ only
 * behind the first 80 characters of their identity are equal; the ids of event and account are
 * within these characters.
 */
export function orderText(signIn: SignIn): string {
	const start = identity(signIn).slice(0, IDENTITY_LENGTH).toWellFormed();
	return `${orderTextFrom(signIn.time)}${rank(signIn)}${start}`;
}

/**
 * Gives a text that sorts before every `orderText` of this time (milliseconds since 1970) and after
 * those of all earlier times.
 */
export function orderTextFrom(time: number): string {
	return String(time + EARLIEST).padStart(17, '0');
}

/** Gives the later of two results of `orderText`. */
export function laterOf(one: string, other: string): string {
	return one > other ? one : other;
}

function rank(signIn: SignIn): number {
	const { part, principal, address, outcome, event, eventSource } = signIn;
	if (isMaking(eventSource, event)) return 0;
	if (part !== 'sign-in') return 5;
	if (principal.kind === 'aws-account' || address === 'AWS Internal') return 4;
	if (outcome === 'failure') return 0;
	if (LOGINS.has(event)) return 1;
	return isOfNewSession(signIn) ? 3 : 2;
}

/** A session that was obtained in the same second is used after that. */
function isOfNewSession({ time, links }: SignIn): boolean {
	// A stored sign-in of an older version lacks the date.
	const issuedAt = links.sessionCreatedAt ?? null;
	return issuedAt !== null && Math.floor(issuedAt / 1_000) === Math.floor(time / 1_000);
}

function identity({ eventId, account, event, principal, address, outcome }: SignIn): string {
	return JSON.stringify([
		eventId,
		account,
		event,
		principal.arn,
		principal.id,
		principal.name,
		address,
		outcome,
	]);
}

function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
