import type { Known } from '../history/history.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import { type CaseKey, caseKey } from './case-key.ts';
import { betterName, caseName } from './case-name.ts';
import { growCase, openCase } from './grow-case.ts';

interface OpenCase {
	readonly whose: CaseKey;
	readonly current: Case;
}

/** Cases in the memory of this process: for replay, where the whole log passes in the order of its time. */
export class MemoryCases {
	readonly #open = new Map<string, OpenCase>();
	readonly #window: number;
	/** No open case can close before this time, so that most sign-ins need not look at all of them. */
	#closable = Number.NEGATIVE_INFINITY;

	/** `minutes`: the longest gap within one case. */
	constructor(minutes: number) {
		this.#window = minutes * 60_000;
	}

	/** Puts a sign-in into its case, opened if need be. Null where no case is due. */
	add(judged: JudgedSignIn, known: Known): Case | null {
		const whose = caseKey(judged, known);
		if (whose === null) return null;
		const name = caseName(whose, judged, known);
		const open = this.#open.get(whose.key);
		const current = open
			? growCase(open.current, judged, betterName(open.current, name))
			: openCase(whose, judged, name);
		this.#open.set(whose.key, { whose, current });
		return current;
	}

	/** Takes out the cases that nothing can join any more, oldest first. Call it before `add`, with the time to come. */
	closeBefore(time: number): Case[] {
		if (time <= this.#closable) return [];
		const closed: Case[] = [];
		let oldest = time;
		for (const [key, { current }] of this.#open) {
			if (time - current.lastAt <= this.#window) {
				oldest = Math.min(oldest, current.lastAt);
				continue;
			}
			closed.push(current);
			this.#open.delete(key);
		}
		this.#closable = oldest + this.#window;
		return closed.sort(byOpening);
	}

	/** Takes out all that are left. */
	closeAll(): Case[] {
		return this.closeBefore(Number.POSITIVE_INFINITY);
	}
}

function byOpening(a: Case, b: Case): number {
	return a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
}
