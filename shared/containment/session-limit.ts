import type { Facts } from '../history/history.ts';
import { obtainedSession } from '../history/initiator.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { BreakerLedger } from './ledger/ledger-breaker.ts';

/** More sessions of one caller than this are one card: a human must cut the role (design, section 4.4). */
export const MOST_SESSIONS = 10;

/** As long as a role's session lives at most. */
const WINDOW_MS = 12 * 3_600_000;

/**
 * How many other sessions the caller has made from untrusted networks, as far as they count against
 * this one. They are counted before anything is requested, in one write that lets in no more than
 * the limit: however many judges work at once, one thief with many addresses cannot fill the text
 * and so keep others from being denied. A repeat finds its session counted and gets the same answer.
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

/** All sessions of a role are one caller: the initiator of each may not be known yet. */
function callerOf({ principal, session }: SignIn): string {
	const { id, name } = principal;
	if (principal.kind === 'role-session') return id?.split(':')[0] ?? name ?? principal.kind;
	return id ?? name ?? session?.roleArn ?? principal.kind;
}
