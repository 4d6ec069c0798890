import { type BreakerLedger, type BreakerOpening, MOST_COUNTED } from './ledger-breaker.ts';

interface Window {
	readonly people: Set<string>;
	readonly accounts: Set<string>;
	keepUntil: number;
}

/** The circuit breaker in the memory of this process: for replay, and for tests. */
export interface MemoryBreakerLedger extends BreakerLedger {
	/**
	 * Drops the windows that nothing asks for after this time, so that a long log does not fill the
	 * memory.
	 */
	forgetBefore(time: number): void;
}

/** What the breaker in the table does, without one. */
export function memoryBreakerLedger(): MemoryBreakerLedger {
	const windows = new Map<string, Window>();
	return {
		counted: async (name) => counted(windows.get(name)),
		countPerson: async ({ window: name, person, accounts, keepUntil, most = MOST_COUNTED }) => {
			const window = windows.get(name) ?? { people: new Set(), accounts: new Set(), keepUntil };
			windows.set(name, window);
			window.keepUntil = keepUntil;
			if (window.people.size < most || window.people.has(person)) {
				window.people.add(person);
				for (const account of accounts) window.accounts.add(account);
			}
			return counted(window);
		},
		forgetBefore: (time) => {
			for (const [name, { keepUntil }] of windows) if (keepUntil < time) windows.delete(name);
		},
		...openings(),
	};
}

function counted(window: Window | undefined) {
	return {
		people: [...(window?.people ?? [])].toSorted(),
		accounts: [...(window?.accounts ?? [])].toSorted(),
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
