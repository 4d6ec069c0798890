import type { SignIn } from '../sign-in/sign-in.ts';
import { actionOf, serviceOf, usedCredential } from '../sign-in/used-credential.ts';
import { isWorthNaming } from '../verdict/telling-actions.ts';

/** What credentials did in a case, beside its sign-ins. */
export interface CaseUses {
	readonly calls: number;
	/** How many of the calls were denied or failed. */
	readonly denied: number;
	/** Ids of access keys, and `aws:userid` of sessions, in order of first appearance. */
	readonly credentials: readonly string[];
	readonly services: readonly string[];
	/** How many calls of each action, such as `iam:CreateUser`, in order of first appearance. */
	readonly actions: Readonly<Record<string, number>>;
	/** How many calls of each of these actions were denied or failed. */
	readonly deniedActions: Readonly<Record<string, number>>;
	/** Milliseconds since 1970, UTC, of the first and last call. */
	readonly firstAt: number;
	readonly lastAt: number;
}

/** A card cannot show more, and a burst must not fill the memory. What is worth naming is kept always. */
const MOST_LISTED = 20;

/** Adds one more use of a credential. */
export function addUse(uses: CaseUses | null, signIn: SignIn): CaseUses {
	const { time, outcome } = signIn;
	const before = uses ?? noUses(time);
	const credential = usedCredential(signIn);
	return {
		calls: before.calls + 1,
		denied: before.denied + (outcome === 'failure' ? 1 : 0),
		credentials: credential === null ? before.credentials : listed(before.credentials, credential),
		services: listed(before.services, serviceOf(signIn)),
		actions: withAction(before.actions, signIn),
		deniedActions:
			outcome === 'failure' ? withAction(before.deniedActions, signIn) : before.deniedActions,
		firstAt: Math.min(before.firstAt, time),
		lastAt: Math.max(before.lastAt, time),
	};
}

function noUses(time: number): CaseUses {
	const lists = { credentials: [], services: [], actions: {}, deniedActions: {} };
	return { calls: 0, denied: 0, ...lists, firstAt: time, lastAt: time };
}

function listed(list: readonly string[], item: string): readonly string[] {
	return list.includes(item) || list.length >= MOST_LISTED ? list : [...list, item];
}

function withAction(actions: CaseUses['actions'], signIn: SignIn): CaseUses['actions'] {
	const action = actionOf(signIn);
	const isFull = Object.keys(actions).length >= MOST_LISTED && !isWorthNaming(signIn);
	if (isFull && !Object.hasOwn(actions, action)) return actions;
	return { ...actions, [action]: (actions[action] ?? 0) + 1 };
}
