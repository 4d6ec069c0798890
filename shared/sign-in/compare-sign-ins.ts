import type { SignIn } from './sign-in.ts';

/** Within one second: what others depend on comes first. The login before its token, the person's record before echoes. */
const LOGINS = new Set([
	'UserAuthentication',
	'Authenticate',
	'ConsoleLogin',
	'AuthorizeOAuth2Access',
	'SwitchRole',
]);

/**
 * The order in which sign-ins are judged: by their own time, and inside a second by what they are, never by where
 * they were found. Equal only for copies of one record.
 */
export function compareSignIns(a: SignIn, b: SignIn): number {
	return a.time - b.time || rank(a) - rank(b) || compareText(identity(a), identity(b));
}

/** Whatever date JavaScript knows, in milliseconds since 1970, plus this is not negative. */
const EARLIEST = 8.64e15;
/** Holds the ids and most often the event's name; sort keys of a table must be short. */
const IDENTITY_LENGTH = 80;

/**
 * The same order as text, for sort keys: what comes first in `compareSignIns` comes first as text. Records that differ
 * only behind the first 80 characters of their identity (the ids of event and account stand before them) are equal.
 */
export function orderText(signIn: SignIn): string {
	const start = identity(signIn).slice(0, IDENTITY_LENGTH).toWellFormed();
	return `${orderTextFrom(signIn.time)}${rank(signIn)}${start}`;
}

/** What stands before every `orderText` of this time, ms since 1970, and after all of earlier ones. */
export function orderTextFrom(time: number): string {
	return String(time + EARLIEST).padStart(17, '0');
}

/** The later of two places in the order, as `orderText` gives them. */
export function laterOf(one: string, other: string): string {
	return one > other ? one : other;
}

function rank({ part, principal, address, outcome, event }: SignIn): number {
	if (part !== 'sign-in') return 4;
	if (principal.kind === 'aws-account' || address === 'AWS Internal') return 3;
	if (outcome === 'failure') return 0;
	return LOGINS.has(event) ? 1 : 2;
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
