import type { Facts, Known, Remembered } from '../../shared/history/history.ts';
import { caseEnd, isToldAction, notedUse, noteOf } from '../../shared/history/used-before.ts';
import { isMaking } from '../../shared/record/event-sources.ts';
import { orderText, orderTextFrom } from '../../shared/sign-in/compare-sign-ins.ts';
import { isAwsMarker } from '../../shared/sign-in/machine.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { isUse } from '../../shared/sign-in/used-credential.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';
import { verdictOfRepeat } from '../../shared/verdict/repeated-use.ts';
import { isTelling } from '../../shared/verdict/telling-actions.ts';
import type { Verdict } from '../../shared/verdict/verdict.ts';

/** Uses after this place in the order of sign-ins, and before this time, are repeats. */
interface Span {
	readonly from: string;
	/** Milliseconds since 1970, UTC. */
	readonly until: number;
}

/** What is remembered of the uses of one credential at one network. */
interface Told extends Span {
	/** The telling actions that were told, as they are noted. */
	readonly actions: ReadonlyMap<string, Span>;
	/** Null if such uses are ignored. */
	readonly verdict: Verdict | null;
	readonly known: Known;
}

/** A repeat with its verdict, or one that is ignored. */
export type Repeat =
	| { readonly kind: 'again'; readonly judged: Judged }
	| { readonly kind: 'ignored' };

/** A use that was judged with everything that was known. */
export interface JudgedUse {
	readonly judged: Judged;
	readonly remembered: Pick<Remembered, 'use' | 'known'>;
}

type Seen = Pick<Facts, 'signIn' | 'network' | 'origin'>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** About two megabytes. What is forgotten is judged with the table again. */
const MOST_KEPT = 1_000;

/**
 * Remembers in this process which uses were judged, so that their repeats need no call. A repeat
 * has all in common with a judged use but its time, action, outcome, agent, and address within one
 * network; nothing of it can be new. At least once an hour a use is judged with the table, which
 * notes then that the credential is still at work.
 */
export class ToldUses {
	readonly #told = new Map<string, Told>();
	readonly #window: number;

	/** `quietHours`: after so many hours without a use it is told again. */
	constructor({ quietHours }: { readonly quietHours: number }) {
		this.#window = Math.min(1, quietHours) * HOUR;
	}

	/** Gives the answer for a repeat; null if the use must be judged. */
	find(seen: Seen): Repeat | null {
		const { signIn } = seen;
		if (!mayRepeat(signIn)) return null;
		const told = this.#told.get(sameness(seen));
		if (told === undefined || !isWithin(signIn, told)) return null;
		if (isTelling(signIn) && !isToldAction(signIn, actionsAt(signIn, told))) return null;
		const { verdict, known } = told;
		return verdict === null
			? { kind: 'ignored' }
			: { kind: 'again', judged: { signIn, verdict, known } };
	}

	/** Remembers a judged use. `seen` are its facts before history was asked. */
	learn(seen: Seen, { judged, remembered }: JudgedUse): void {
		const { signIn, verdict, known } = judged;
		const isIgnored = verdict.reasons.some(({ code }) => code === 'no-session');
		if (!mayRepeat(signIn) || (remembered.use === null && !isIgnored)) return;
		const place = orderText(signIn);
		const isTold = remembered.use !== null && isTelling(signIn);
		const until = Math.min(signIn.time + this.#window, caseEnd(known.used, signIn));
		const told: Told = {
			from: place,
			until:
				isIgnored && isByName(judged)
					? signIn.time + MINUTE
					: lastNoted(judged, remembered) + this.#window,
			actions: isTold ? new Map([[noteOf(signIn), { from: place, until }]]) : new Map(),
			verdict: isIgnored ? null : verdictOfRepeat(verdict),
			known,
		};
		const key = sameness(seen);
		const before = this.#told.get(key);
		this.#told.delete(key);
		this.#told.set(key, before === undefined ? told : joined(before, told));
		const [oldest] = this.#told.keys();
		if (this.#told.size > MOST_KEPT && oldest !== undefined) this.#told.delete(oldest);
	}
}

/**
 * History learns from a record that makes a credential, and the copy in another account is told by
 * the caller's own record.
 */
function mayRepeat({ part, event, eventSource, links, principal, recipient }: SignIn): boolean {
	const isCopy = links.sharedEventId !== null && principal.account !== recipient;
	return part === 'use' && !isMaking(eventSource, event) && !isCopy;
}

/**
 * True for a machine of which only the name of its session tells that it is one. The record that
 * shows who obtained the session, and chose the name, may still come.
 */
function isByName({ signIn: { workload }, verdict }: Judged): boolean {
	return verdict.workload && !isAwsMarker(workload ?? '');
}

/** When a use was last noted in history: this one, or one before it. */
function lastNoted({ signIn, known }: Judged, { use }: JudgedUse['remembered']): number {
	const isNoted = notedUse({ signIn }, { known, use }) !== null;
	return isNoted ? signIn.time : (known.used?.lastAt ?? signIn.time);
}

/**
 * In these a repeat may differ. The agent decides nothing: anybody can write it. Nor does the address
 * within one network: a thief has a whole IPv6 /64, and could have each call judged with the table.
 * Of the links each call into another account has an id of its own.
 */
const DIFFERING: ReadonlySet<string> = new Set<keyof SignIn>([
	...(['eventId', 'time', 'event', 'eventSource', 'outcome', 'error'] as const),
	...(['userAgent', 'address', 'links'] as const),
]);

/**
 * Everything else, so that a field that is added to a sign-in is compared too. Of an error counts only
 * whether the credential itself was refused.
 */
function sameness({ signIn, network, origin }: Seen): string {
	const same = Object.entries(signIn).filter(([name]) => !DIFFERING.has(name));
	const { kind, vpcEndpointId } = origin;
	const links = { ...signIn.links, sharedEventId: null };
	return JSON.stringify([same, links, network, kind, vpcEndpointId, isUse(signIn)]);
}

/** Both, if nothing lies between them; otherwise the one that lasts longer. */
function joined(before: Told, told: Told): Told {
	const isOfSame = (before.verdict === null) === (told.verdict === null);
	const [first, second] = before.from <= told.from ? [before, told] : [told, before];
	const later = first.until > second.until ? first : second;
	if (!isOfSame) return told;
	if (!isTouching(first, second)) return later;
	const actions = new Map(first.actions);
	for (const [action, span] of second.actions)
		actions.set(action, joinedSpan(actions.get(action), span));
	return { ...later, from: first.from, actions };
}

function isTouching(first: Span, { from }: Span): boolean {
	return orderTextFrom(first.until) >= from;
}

function joinedSpan(before: Span | undefined, span: Span): Span {
	if (before === undefined) return span;
	const [first, second] = before.from <= span.from ? [before, span] : [span, before];
	return isTouching(first, second)
		? { from: first.from, until: Math.max(first.until, second.until) }
		: second;
}

function isWithin(signIn: SignIn, { from, until }: Span): boolean {
	return orderText(signIn) > from && signIn.time < until;
}

function actionsAt(signIn: SignIn, { actions }: Told): string[] {
	return [...actions].flatMap(([action, span]) => (isWithin(signIn, span) ? [action] : []));
}
