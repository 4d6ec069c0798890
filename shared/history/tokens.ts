import type { SignIn } from '../sign-in/sign-in.ts';
import type { Facts } from './history.ts';
import { isShown } from './session-origins.ts';

/**
 * The first token follows its login within this time, in milliseconds. AWS accepts a device code
 * for ten minutes.
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html
 */
export const LOGIN_WINDOW = 30 * 60_000;

/** Logins in the browser after which a program fetches its token. */
const LOGINS: Readonly<Record<string, string>> = {
	UserAuthentication: 'portal',
	Authenticate: 'portal',
	AuthorizeOAuth2Access: 'oauth',
};
const TOKENS: Readonly<Record<string, string>> = {
	CreateToken: 'portal',
	CreateOAuth2Token: 'oauth',
};

/** True for a login from a place that the record shows, with which that of the token is compared. */
export function isLogin(facts: Pick<Facts, 'signIn' | 'network'>): boolean {
	const { event, outcome } = facts.signIn;
	return Object.hasOwn(LOGINS, event) && outcome === 'success' && isShown(facts);
}

export function isToken({ event }: SignIn): boolean {
	return Object.hasOwn(TOKENS, event);
}

/** True if a token was fetched with an earlier one, without a login. */
export function isRenewal(signIn: SignIn): boolean {
	return isToken(signIn) && grantOf(signIn) === 'refresh_token';
}

/**
 * True if a person has confirmed in the browser that the token is given. Some records do not print
 * the grant, and AWS may add one; only a renewal needs no login.
 */
export function isFirstToken(signIn: SignIn): boolean {
	return isToken(signIn) && !isRenewal(signIn);
}

/** Gives the grant without its prefix: the portal prints `urn:ietf:params:oauth:grant-type:…`. */
function grantOf({ clues }: SignIn): string | null {
	return clues.grantType?.split(':').at(-1)?.trim().toLowerCase() ?? null;
}

/** Tells which logins and tokens belong together: those of the portal, or those of `aws login`. */
export function loginFamily({ event }: SignIn): string {
	return LOGINS[event] ?? TOKENS[event] ?? 'none';
}

/**
 * Gives one key for the tokens of one person that were fetched by the same call from the same
 * network.
 */
export function tokenKey({ signIn, network }: Facts, person: string | null): string {
	return `${signIn.event}|${person}|${network.key}`;
}
