import type { SignIn } from '../sign-in/sign-in.ts';
import type { Initiator, Known } from './history.ts';

/**
 * Gives the initiator of the session that a successful sign-in obtained, or null. A chained session
 * does not keep the name, so the initiator of the first session is remembered for all that follow.
 */
export function initiatorOf(signIn: SignIn, known: Known, flagged: boolean): Initiator | null {
	if (obtainedSession(signIn) === null) return null;
	// The caller chooses the source identity, so it names nobody here.
	const name = known.name ?? signIn.principal.name;
	const first = known.initiator ?? (name === null ? null : { name, person: known.person, flagged });
	return first === null ? null : { ...first, flagged: first.flagged || flagged };
}

/** Gives the `aws:userid` of a session that did not exist before. */
export function obtainedSession({ session, principal, outcome }: SignIn): string | null {
	if (outcome !== 'success' || !session?.userId || session.userId === principal.id) return null;
	return session.userId;
}
