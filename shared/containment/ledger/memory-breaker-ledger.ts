import {
	type BreakerLedger,
	type BreakerOpening,
	type Counting,
	MOST_COUNTED,
} from './ledger-breaker.ts';

/** The circuit breaker in the memory of this process: for replay, and for tests. */
export interface MemoryBreakerLedger extends BreakerLedger {
	/**
	 * Drops what nothing asks for after this time, so that a long log does not fill the
	 * memory.
	 */
	forgetBefore(time: number): void;
}

/** What the breaker in the table does, without one. */
export function memoryBreakerLedger(): MemoryBreakerLedger {
	const lists = new Map<string, Map<string, Counting>>();
	return {
		counted: async (name, { from, to }) =>
			[...(lists.get(name)?.values() ?? [])]
				.filter((one) => one.slot >= from && one.slot <= to)
				.toSorted((one, other) => one.slot - other.slot)
				.slice(0, MOST_COUNTED)
				.map(({ list: _, keepUntil: __, ...one }) => one),
		count: async (counting) => {
			const { list, slot, actor, isOlder } = counting;
			const entries = lists.get(list) ?? new Map<string, Counting>();
			lists.set(list, entries.set(`${slot} ${isOlder} ${actor}`, counting));
		},
		forgetBefore: (time) => {
			for (const [name, entries] of lists) {
				for (const [key, { keepUntil }] of entries) if (keepUntil < time) entries.delete(key);
				if (entries.size === 0) lists.delete(name);
			}
		},
		...openings(),
	};
}

type Openings = Pick<
	BreakerLedger,
	'breaker' | 'openBreaker' | 'markBreakerTold' | 'resumeBreaker'
>;

function openings(): Openings {
	const all: BreakerOpening[] = [];
	const replace = (opening: BreakerOpening) => {
		all[opening.number - 1] = opening;
	};
	return {
		breaker: async () => all.at(-1) ?? null,
		openBreaker: async ({ why, at }) => {
			const last = all.at(-1);
			if (last !== undefined && last.resumed === null) return 'open-already';
			if (last?.resumed && last.resumed.at >= at) return 'resumed-since';
			all.push({ number: all.length + 1, since: at, why, toldAt: null, resumed: null });
			return 'opened';
		},
		markBreakerTold: async (number, at) => {
			const opening = all[number - 1];
			if (opening === undefined || (opening.toldAt !== null && opening.toldAt !== at)) return false;
			replace({ ...opening, toldAt: at });
			return true;
		},
		resumeBreaker: async (resumed) => {
			const last = all.at(-1);
			if (last !== undefined && last.resumed === null && last.since <= resumed.at)
				replace({ ...last, resumed });
			return all.at(-1) ?? null;
		},
	};
}
