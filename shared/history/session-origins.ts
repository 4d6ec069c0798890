import { isThroughMcp, mayHideAddress } from '../network/acting-for.ts';
import { isElsewhere, type JudgedNetwork } from '../network/network.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { isUse } from '../sign-in/used-credential.ts';
import type { Facts, Known, OtherRecord } from './history.ts';

/** From where a session was obtained or opened. */
export interface SessionOrigin extends OtherRecord {
	readonly network: JudgedNetwork;
	/** The account that owns the VPC endpoint, if the network is one and AWS names the account. */
	readonly endpointAccount: string | null;
}

/** True if the network is a place where somebody was: it was judged, and AWS does not hide it. */
export function isShown({ signIn, network }: Pick<Facts, 'signIn' | 'network'>): boolean {
	if (network.classification === 'not-judged') return false;
	return network.classification !== 'unknown' || !mayHideAddress(signIn);
}

/**
 * Gives the keys of the sessions whose origin the record shows: the session that it obtains, or, in
 * the console and for tokens, the one that makes the call. The sign-in session comes first, because
 * it is the narrowest.
 */
export function originKeys({ session, principal, links, eventSource, part }: SignIn): string[] {
	if (part === 'use') return [];
	const isCalling = eventSource !== 'sts.amazonaws.com' && links.sessionCreatedAt !== null;
	const key = isCalling
		? sessionKey(principal.id, links.sessionCreatedAt)
		: sessionKey(session?.userId ?? null, session?.issuedAt ?? null);
	return [links.signInSession, key].filter((one) => one !== null);
}

/**
 * True where it matters from where the calling session was obtained: for a use at a network that is
 * not ours, and for a call whose address AWS hides.
 */
export function needsOrigin({ signIn, network }: Pick<Facts, 'signIn' | 'network'>): boolean {
	return isThroughMcp(signIn) || (isUse(signIn) && isElsewhere(network));
}

/** Gives the keys of the session that makes the call. */
export function callingKeys({ principal, links }: SignIn): string[] {
	const keys = [links.signInSession, sessionKey(principal.id, links.sessionCreatedAt)];
	return keys.filter((one) => one !== null);
}

/**
 * Gives what the record tells about the origin of its session, or null. The backend's record has no
 * address of the person, but its witness has.
 */
export function originIn(facts: Facts, known: Known, counts: boolean): SessionOrigin | null {
	const { signIn, network, origin } = facts;
	const { eventId, outcome } = signIn;
	if (outcome !== 'success') return null;
	// A stored sign-in of an older version lacks the account.
	const owner = signIn.vpcEndpointAccount ?? null;
	const endpointAccount = origin.kind === 'vpc-endpoint' ? owner : null;
	if (counts) return isShown(facts) ? { eventId, network, endpointAccount } : null;
	const witnessed = known.witness?.network ?? null;
	return witnessed === null || signIn.event !== 'AssumeRoleWithSAML'
		? null
		: { eventId, network: witnessed, endpointAccount: null };
}

/** Gives the key of the session with this `aws:userid` that was issued in this second. */
export function sessionKey(userId: string | null, issuedAt: number | null): string | null {
	return userId === null || issuedAt === null ? null : `${userId}@${Math.floor(issuedAt / 1_000)}`;
}
