import type { Facts } from '../history/history.ts';
import { obtainedSession } from '../history/initiator.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { BreakerLedger } from './ledger/ledger-breaker.ts';

/**
 * How many sessions of one caller are denied. Beyond that, one card says that a human must revoke
 * the sessions of the role (design, section 4.4).
 */
export const MOST_SESSIONS = 10;

/** A role's session lives no longer than this. */
const WINDOW_MS = 12 * 3_600_000;

/**
 * Counts the session that was made from an untrusted network, and answers how many other sessions
 * of the caller are counted. It counts before anything is requested, in one write that adds no more
 * than the limit: even if many functions judge at once, one attacker with many addresses cannot
 * fill the policy's text, which would leave no room to deny others. A repeat finds its session
 * counted and gets the same answer.
 */
export async function countSessions(
	ledger: Pick<BreakerLedger, 'countPerson'>,
	{ signIn, network }: Pick<Facts, 'signIn' | 'network'>,
): Promise<number> {
	const made = obtainedSession(signIn);
	if (made === null || network.classification !== 'untrusted') return 0;
	const { people } = await ledger.countPerson({
		window: windowOf(signIn),
		person: made,
		accounts: [],
		keepUntil: signIn.time + 2 * WINDOW_MS,
		most: MOST_SESSIONS,
	});
	return people.filter((session) => session !== made).length;
}

function windowOf(signIn: SignIn): string {
	const start = Math.floor(signIn.time / WINDOW_MS) * WINDOW_MS;
	return `sessions|${sha256(callerOf(signIn))}|${start}`;
}

/** All sessions of a role count as one caller, because their initiators may not be known yet. */
function callerOf({ principal, session }: SignIn): string {
	const { id, name } = principal;
	if (principal.kind === 'role-session') return id?.split(':')[0] ?? name ?? principal.kind;
	return id ?? name ?? session?.roleArn ?? principal.kind;
}
