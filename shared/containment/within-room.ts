import { type CountedActor, isUserThemself } from '../history/counted-actor.ts';
import type { ContainmentRequest } from './containment.ts';
import type { SessionRoom } from './ledger/session-room.ts';
import type { NotContained } from './not-contained.ts';
import type { Plan } from './plan-containment.ts';
import { IAM_USER } from './selector-form.ts';

interface Asking {
	readonly countedAs: CountedActor;
	readonly ownAccounts: ReadonlySet<string>;
	/** When the sign-in was, in milliseconds since 1970. */
	readonly at: number;
	/**
	 * Why nobody is denied yet: the breaker is open, a human is asked, or it is only shown. Such
	 * sessions have places of their own, so that nobody uses up with them the places of those denied.
	 */
	readonly waiting: NotContained | null;
}

/**
 * Takes the requests out of a plan for which their actor has no place any more. What is left must be
 * done by a human.
 */
export async function withinRoom(
	room: SessionRoom,
	plan: Plan,
	{ countedAs, ownAccounts, at, waiting }: Asking,
): Promise<Plan> {
	const asking = plan.requests.filter((request) => needsPlace(request, countedAs));
	const sessions = valuesOf(asking);
	const elsewhere = valuesOf(asking.filter((request) => isElsewhere(request, ownAccounts)));
	const asked = { sessions, elsewhere, at };
	const whose = waiting === null ? countedAs.key : `${waiting}|${countedAs.key}`;
	const given = sessions.length === 0 ? [] : await room.takeRoom(whose, asked);
	if (given.length === sessions.length) return plan;
	const requests = plan.requests.filter(
		(request) => !asking.includes(request) || given.includes(request.selector.value),
	);
	if (requests.length === 0) return { requests, notContained: 'too-many-sessions', advice: null };
	return {
		...plan,
		requests,
		advice: plan.advice === 'protected' ? 'protected' : 'too-many-sessions',
	};
}

function valuesOf(requests: readonly ContainmentRequest[]): string[] {
	return [...new Set(requests.map(({ selector }) => selector.value))];
}

function isElsewhere({ policies }: ContainmentRequest, ownAccounts: ReadonlySet<string>): boolean {
	return policies.some(({ account }) => account !== null && !ownAccounts.has(account));
}

/**
 * True for sessions, and for a user whose credential counts as somebody else's: one actor can make
 * as many of both as they like. Other users, roots and people of the directory need no place.
 */
function needsPlace({ selector }: ContainmentRequest, countedAs: CountedActor): boolean {
	if (selector.key !== 'aws:userid') return false;
	return !IAM_USER.test(selector.value) || !isUserThemself(countedAs, selector.value);
}
