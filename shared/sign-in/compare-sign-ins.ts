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
