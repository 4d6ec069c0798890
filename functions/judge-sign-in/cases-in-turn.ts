import type { CaseStore } from '../../shared/case/case-store.ts';

/** Does work under one key one after the other; what fails holds up nothing. */
export function inTurn(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (key, work) => {
		const before = last.get(key) ?? Promise.resolve();
		const mine = before.then(work, work);
		last.set(key, mine);
		const forget = () => {
			if (last.get(key) === mine) last.delete(key);
		};
		mine.then(forget, forget);
		return mine;
	};
}

/**
 * Messages of one batch are judged at once, and in a flood nearly all are of one case: written at
 * once they would run into one another until they give up, again and again, and end as dead
 * letters. So each sandbox writes a case in turn.
 */
export function casesInTurn(cases: CaseStore): CaseStore {
	const turn = inTurn();
	return {
		...cases,
		add: (addition, recalled) => turn(addition.whose.key, () => cases.add(addition, recalled)),
	};
}
