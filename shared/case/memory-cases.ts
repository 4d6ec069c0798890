import type { Known } from '../history/history.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import { type CaseGaps, type CaseKey, caseKey, isJoining, openUntil } from './case-key.ts';
import { betterName, caseName } from './case-name.ts';
import { growCase, joinCase, openCase } from './grow-case.ts';

interface OpenCase {
	readonly whose: CaseKey;
	readonly current: Case;
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
		const name = caseName(whose, judged, known);
		const open = this.#open.get(whose.key);
		if (isJoining(judged)) return this.#join(open, judged);
		const current = open
			? growCase(open.current, judged, betterName(open.current, name))
			: openCase(whose, judged, name);
		this.#open.set(whose.key, { whose, current });
		return current;
	}

	#join(open: OpenCase | undefined, judged: JudgedSignIn): Case | null {
		if (open === undefined) return null;
		const current = joinCase(open.current, judged.signIn);
		this.#open.set(open.whose.key, { ...open, current });
		return current;
	}

	/**
	 * Removes the cases that no sign-in can join any more, the oldest first. Call it before `add`
	 * with the time of the next sign-in.
	 */
	closeBefore(time: number): Case[] {
		if (time <= this.#closable) return [];
		const closed: Case[] = [];
		let next = openUntil('', { openedAt: time, lastAt: time, uses: null }, this.#gaps);
		for (const [key, { current }] of this.#open) {
			const until = openUntil(key, current, this.#gaps);
			if (time <= until) {
				next = Math.min(next, until);
				continue;
			}
			closed.push(current);
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

function byOpening(a: Case, b: Case): number {
	return a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
}
