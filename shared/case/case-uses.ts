import type { SignIn } from '../sign-in/sign-in.ts';
import { actionOf, serviceOf, usedCredential } from '../sign-in/used-credential.ts';
import { mostTellingFirst } from '../verdict/telling-actions.ts';

/**
 * What credentials did in a case, beside its sign-ins. The same calls give the same in any order: of
 * too many names the first in the order of their list are kept.
 */
export interface CaseUses {
	readonly calls: number;
	/** How many of the calls were denied or failed. */
	readonly denied: number;
	/** Ids of access keys, and `aws:userid` of sessions, sorted. */
	readonly credentials: readonly string[];
	/** The first part of the event source, such as `iam`, sorted. */
	readonly services: readonly string[];
	/** How many calls of each action, such as `iam:CreateUser`; the most telling come first. */
	readonly actions: Readonly<Record<string, number>>;
	/** How many calls of each of these actions were denied or failed. */
	readonly deniedActions: Readonly<Record<string, number>>;
	/** Milliseconds since 1970, UTC, of the first and last call. */
	readonly firstAt: number;
	readonly lastAt: number;
	/**
	 * Set if no more calls are counted, to the time of the last one that was: `calls` and the counts
	 * of actions say then "so many or more". Names and `lastAt` are kept up to date.
	 */
	readonly countedUntil?: number;
}

/** A card cannot show more, and a burst must not fill the memory. */
const MOST_LISTED = 20;
const MOST_ACTIONS = 60;
/** Names of AWS are shorter; an edited record must not fill the item. */
const LONGEST_NAME = 128;

/** Adds one more use of a credential, or so many that are alike. */
export function addUse(uses: CaseUses | null, signIn: SignIn, times = 1): CaseUses {
	const before = uses ?? noUses(signIn.time);
	const action = shortName(actionOf(signIn));
	const isDenied = signIn.outcome === 'failure';
	const { actions, deniedActions } = before;
	return {
		...withNames(before, signIn),
		calls: before.calls + times,
		denied: before.denied + (isDenied ? times : 0),
		actions: withCount(actions, action, (actions[action] ?? 0) + times),
		deniedActions: isDenied
			? withCount(deniedActions, action, (deniedActions[action] ?? 0) + times)
			: deniedActions,
	};
}

/** Adds only what is new of a use, and counts nothing: adding it again changes nothing. */
export function noteUse(before: CaseUses, signIn: SignIn): CaseUses {
	const action = shortName(actionOf(signIn));
	const { actions, deniedActions } = before;
	const isDenied = signIn.outcome === 'failure';
	return {
		...withNames(before, signIn),
		actions: withCount(actions, action, actions[action] ?? 1),
		deniedActions: isDenied
			? withCount(deniedActions, action, deniedActions[action] ?? 1)
			: deniedActions,
	};
}

/** Takes back a use that was added. The names stay: the use itself stays in the case. */
export function withoutUse(before: CaseUses, signIn: SignIn): CaseUses {
	const action = shortName(actionOf(signIn));
	const denied = signIn.outcome === 'failure' ? 1 : 0;
	return {
		...before,
		calls: before.calls - 1,
		denied: before.denied - denied,
		actions: lessOne(before.actions, action),
		deniedActions: denied === 0 ? before.deniedActions : lessOne(before.deniedActions, action),
	};
}

/** The uses of both. */
export function mergeUses(one: CaseUses | null, other: CaseUses | null): CaseUses | null {
	if (one === null || other === null) return one ?? other;
	const countedUntil = one.countedUntil ?? other.countedUntil;
	return {
		calls: one.calls + other.calls,
		denied: one.denied + other.denied,
		credentials: first(MOST_LISTED, [...one.credentials, ...other.credentials]),
		services: first(MOST_LISTED, [...one.services, ...other.services]),
		actions: sumOf(one.actions, other.actions),
		deniedActions: sumOf(one.deniedActions, other.deniedActions),
		firstAt: Math.min(one.firstAt, other.firstAt),
		lastAt: Math.max(one.lastAt, other.lastAt),
		...(countedUntil === undefined ? {} : { countedUntil }),
	};
}

/** How many names the uses have: it grows with each new credential, service and action. */
export function namesIn({ credentials, services, actions, deniedActions }: CaseUses): number {
	const names = Object.keys(actions).length + Object.keys(deniedActions).length;
	return credentials.length + services.length + names;
}

function noUses(time: number): CaseUses {
	const lists = { credentials: [], services: [], actions: {}, deniedActions: {} };
	return { calls: 0, denied: 0, ...lists, firstAt: time, lastAt: time };
}

function withNames(before: CaseUses, signIn: SignIn): CaseUses {
	const { time } = signIn;
	const credential = usedCredential(signIn);
	return {
		...before,
		credentials:
			credential === null ? before.credentials : listed(before.credentials, shortName(credential)),
		services: listed(before.services, shortName(serviceOf(signIn))),
		firstAt: Math.min(before.firstAt, time),
		lastAt: Math.max(before.lastAt, time),
	};
}

function listed(list: readonly string[], item: string): readonly string[] {
	return list.includes(item) ? list : first(MOST_LISTED, [...list, item]);
}

function first(most: number, items: readonly string[]): readonly string[] {
	return [...new Set(items)].toSorted().slice(0, most);
}

type Counts = CaseUses['actions'];

function withCount(counts: Counts, action: string, count: number): Counts {
	const next = { ...counts, [action]: count };
	return Object.hasOwn(counts, action) ? next : inOrder(next);
}

function sumOf(one: Counts, other: Counts): Counts {
	const sum = { ...one };
	for (const [action, count] of Object.entries(other)) sum[action] = (sum[action] ?? 0) + count;
	return inOrder(sum);
}

/** Keeps the first actions. None of them was left out before, so their counts are whole. */
function inOrder(counts: Counts): Counts {
	const names = mostTellingFirst(Object.keys(counts).toSorted()).slice(0, MOST_ACTIONS);
	return Object.fromEntries(names.map((name) => [name, counts[name] ?? 0]));
}

function lessOne(counts: Counts, action: string): Counts {
	const { [action]: count = 0, ...others } = counts;
	return count <= 1 ? others : { ...counts, [action]: count - 1 };
}

/** What AWS names is printable ASCII. JSON needs more than one byte for what is not. */
function shortName(name: string): string {
	return name.slice(0, LONGEST_NAME).replaceAll(/[^ -~]|["\\]/g, '?');
}
