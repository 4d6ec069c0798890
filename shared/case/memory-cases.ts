import type { Known } from '../history/history.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import { type CaseGaps, caseKey, isJoining, openUntil } from './case-key.ts';
import { betterName, caseName } from './case-name.ts';
import { growCase, joinCase, openCase } from './grow-case.ts';

interface OpenCase {
	/** Without the repeats that are only counted. */
	current: Case;
	lastAt: number;
	/** How many more of the uses that joined there were, by what they have in common. */
	readonly repeats: Map<object, Repeats>;
}

interface Repeats {
	last: SignIn;
	times: number;
}

/** Cases in memory, for replay, which reads a whole log in the order of time. */
export class MemoryCases {
	readonly #open = new Map<string, OpenCase>();
	readonly #gaps: CaseGaps;
	/** No open case can close before this time, so that most sign-ins need not check all cases. */
	#closable = Number.NEGATIVE_INFINITY;

	constructor(gaps: CaseGaps) {
		this.#gaps = gaps;
	}

	/**
	 * Adds a sign-in to its case and opens the case if necessary. Null if the sign-in needs no
	 * case.
	 */
	add(judged: JudgedSignIn, known: Known): Case | null {
		const whose = caseKey(judged, known);
		if (whose === null) return null;
		const open = this.#open.get(whose.key);
		if (isJoining(judged)) return open === undefined ? null : join(open, judged.signIn);
		const name = caseName(whose, judged, known);
		if (open !== undefined)
			return keep(open, growCase(whole(open), judged, betterName(open.current, name)));
		const current = openCase(whose, judged, name);
		this.#open.set(whose.key, { current, lastAt: current.lastAt, repeats: new Map() });
		return current;
	}

	/**
	 * Adds a use to the open case of a key, where there is one, as `add` does if it joins. `alike` is
	 * the same for uses that differ in their id and time alone. Gives the case as it was before.
	 */
	joinRepeat(key: string, signIn: SignIn, alike: object): Case | null {
		const open = this.#open.get(key);
		if (open === undefined) return null;
		const repeats = open.repeats.get(alike);
		if (repeats === undefined) {
			open.current = joinCase(open.current, signIn);
			open.repeats.set(alike, { last: signIn, times: 0 });
		} else {
			repeats.last = signIn;
			repeats.times++;
		}
		open.lastAt = Math.max(open.lastAt, signIn.time);
		return open.current;
	}

	/**
	 * Removes the cases that no sign-in can join any more, the oldest first. Call it before `add`
	 * with the time of the next sign-in.
	 */
	closeBefore(time: number): Case[] {
		if (time <= this.#closable) return [];
		const closed: Case[] = [];
		let next = openUntil('', { openedAt: time, lastAt: time, uses: null }, this.#gaps);
		for (const [key, open] of this.#open) {
			const { lastAt, current } = open;
			const until = openUntil(key, { ...current, lastAt }, this.#gaps);
			if (time <= until) {
				next = Math.min(next, until);
				continue;
			}
			closed.push(whole(open));
			this.#open.delete(key);
		}
		this.#closable = next;
		return closed.sort(byOpening);
	}

	/** Removes all remaining cases. */
	closeAll(): Case[] {
		return this.closeBefore(Number.POSITIVE_INFINITY);
	}
}

function join(open: OpenCase, signIn: SignIn): Case {
	return keep(open, joinCase(whole(open), signIn));
}

function keep(open: OpenCase, current: Case): Case {
	open.current = current;
	open.lastAt = current.lastAt;
	return current;
}

/** Gives the case with its repeats. */
function whole(open: OpenCase): Case {
	let { current } = open;
	for (const { last, times } of open.repeats.values())
		if (times > 0) current = joinCase(current, last, times);
	open.repeats.clear();
	return keep(open, current);
}

function byOpening(a: Case, b: Case): number {
	return a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
}
