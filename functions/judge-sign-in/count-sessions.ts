import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import { MOST_SESSIONS } from '../../shared/containment/plan-containment.ts';
import type { Facts } from '../../shared/history/history.ts';
import { obtainedSession } from '../../shared/history/initiator.ts';
import { sha256 } from '../../shared/runtime/sha256.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';

/** As long as a role's session lives at most. */
const WINDOW_MS = 12 * 3_600_000;

/**
 * How many other sessions the caller has made from outside, from whatever networks, as far as they count against this
 * one. Counted before anything is requested, in one write that lets in no more than the limit: however many judges work at
 * once, one thief with many addresses cannot fill the text and so keep others from being denied. A repeat finds its
 * session let in, so it comes to the same requests.
 */
export async function countSessions(
	ledger: BreakerLedger,
	{ signIn, network }: Facts,
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
	return `sessions|${sha256(callerOf(signIn))}|${Math.floor(signIn.time / WINDOW_MS) * WINDOW_MS}`;
}

/** All sessions of a role are one caller: who made each of them may not be known yet. */
function callerOf({ principal, session }: SignIn): string {
	const { id, name } = principal;
	if (principal.kind === 'role-session') return id?.split(':')[0] ?? name ?? principal.kind;
	return id ?? name ?? session?.roleArn ?? principal.kind;
}
