import type { SignIn } from '../sign-in/sign-in.ts';
import type { Facts } from './history.ts';

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

export function isLogin({ event, outcome }: SignIn): boolean {
	return Object.hasOwn(LOGINS, event) && outcome === 'success';
}

export function isToken({ event }: SignIn): boolean {
	return Object.hasOwn(TOKENS, event);
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
