import type { CaseStore } from '../../shared/case/case-store.ts';

/** Runs work of one key one after the other. Work that fails does not stop the work after it. */
export function inTurn(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (key, work) => {
		const before = last.get(key) ?? Promise.resolve();
		const mine = before.then(work, work);
		last.set(key, mine);
		const remove = () => {
			if (last.get(key) === mine) last.delete(key);
		};
		mine.then(remove, remove);
		return mine;
	};
}

/**
 * Makes one Lambda sandbox write each case in turn. In a flood nearly all messages belong to one
 * case: writes at the same time would conflict until they give up, and the messages would end in
 * the dead-letter queue.
 */
export function casesInTurn(cases: CaseStore): CaseStore {
	const turn = inTurn();
	return {
		...cases,
		add: (addition, recalled) => turn(addition.whose.key, () => cases.add(addition, recalled)),
	};
}
