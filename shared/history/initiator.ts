import type { SignIn } from '../sign-in/sign-in.ts';
import type { Known, SessionMaker } from './history.ts';

/**
 * Who made the session that a successful sign-in obtained, or null. A chained session keeps no name; whoever made the
 * first one is remembered for all that follow.
 */
export function madeBy(signIn: SignIn, known: Known, flagged: boolean): SessionMaker | null {
	const { principal, links } = signIn;
	if (madeSession(signIn) === null) return null;
	const name = known.name ?? links.sourceIdentity ?? principal.name;
	const first = known.sessionMaker ?? (name === null ? null : { name, person: known.person, flagged });
	return first === null ? null : { ...first, flagged: first.flagged || flagged };
}

/** The `aws:userid` of a session that was not there before. */
export function madeSession({ session, principal, outcome }: SignIn): string | null {
	if (outcome !== 'success' || !session?.userId || session.userId === principal.id) return null;
	return session.userId;
}
