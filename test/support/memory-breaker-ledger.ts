import {
	type BrakeLedger,
	type BrakeOpening,
	MOST_COUNTED,
} from '../../shared/containment/ledger/ledger-breaker.ts';

/** What the brake in the table does, in the memory of a test. */
export function memoryBrakeLedger(): BrakeLedger {
	const windows = new Map<string, { people: Set<string>; accounts: Set<string> }>();
	const openings: BrakeOpening[] = [];
	const replace = (opening: BrakeOpening) => {
		openings[opening.number - 1] = opening;
	};
	const counted = (window: string) => {
		const sets = windows.get(window);
		return { people: [...(sets?.people ?? [])].toSorted(), accounts: [...(sets?.accounts ?? [])].toSorted() };
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
		brake: async () => openings.at(-1) ?? null,
		openBrake: async ({ why, at }) => {
			const last = openings.at(-1);
			if (last !== undefined && last.resumed === null) return 'open-already';
			if (last?.resumed && last.resumed.at >= at) return 'resumed-since';
			openings.push({ number: openings.length + 1, since: at, why, toldAt: null, resumed: null });
			return 'opened';
		},
		markBrakeTold: async (number, at) => {
			const opening = openings[number - 1];
			if (opening === undefined || (opening.toldAt !== null && opening.toldAt !== at)) return false;
			replace({ ...opening, toldAt: at });
			return true;
		},
		resumeBrake: async (resumed) => {
			const last = openings.at(-1);
			if (last !== undefined && last.resumed === null && last.since <= resumed.at)
				replace({ ...last, resumed });
			return openings.at(-1) ?? null;
		},
	};
}
