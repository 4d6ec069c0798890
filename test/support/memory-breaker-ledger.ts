import {
	type BreakerLedger,
	type BreakerOpening,
	MOST_COUNTED,
} from '../../shared/containment/ledger/ledger-breaker.ts';

/** What the breaker in the table does, in the memory of a test. */
export function memoryBreakerLedger(): BreakerLedger {
	const windows = new Map<string, { people: Set<string>; accounts: Set<string> }>();
	const openings: BreakerOpening[] = [];
	const replace = (opening: BreakerOpening) => {
		openings[opening.number - 1] = opening;
	};
	const counted = (window: string) => {
		const sets = windows.get(window);
		return {
			people: [...(sets?.people ?? [])].toSorted(),
			accounts: [...(sets?.accounts ?? [])].toSorted(),
		};
	};
	return {
		counted: async (window) => counted(window),
		countPerson: async ({ window, person, accounts }) => {
			const sets = windows.get(window) ?? { people: new Set(), accounts: new Set() };
			windows.set(window, sets);
			if (sets.people.size < MOST_COUNTED || sets.people.has(person)) {
				sets.people.add(person);
				for (const account of accounts) sets.accounts.add(account);
			}
			return counted(window);
		},
		breaker: async () => openings.at(-1) ?? null,
		openBreaker: async ({ why, at }) => {
			const last = openings.at(-1);
			if (last !== undefined && last.resumed === null) return 'open-already';
			if (last?.resumed && last.resumed.at >= at) return 'resumed-since';
			openings.push({ number: openings.length + 1, since: at, why, toldAt: null, resumed: null });
			return 'opened';
		},
		markBreakerTold: async (number, at) => {
			const opening = openings[number - 1];
			if (opening === undefined || (opening.toldAt !== null && opening.toldAt !== at)) return false;
			replace({ ...opening, toldAt: at });
			return true;
		},
		resumeBreaker: async (resumed) => {
			const last = openings.at(-1);
			if (last !== undefined && last.resumed === null && last.since <= resumed.at)
				replace({ ...last, resumed });
			return openings.at(-1) ?? null;
		},
	};
}
