const HOUR = 3_600_000;
/** Counters saturate here: whether an address failed a thousand or a million times changes no verdict. */
const MOST = 1_000;

interface Failure {
	readonly time: number;
	readonly person: string | null;
	readonly network: string;
}

export interface FailureCounts {
	readonly personFailures: number;
	readonly failuresHere: number;
	readonly addressFailures: number;
	readonly addressNames: readonly string[];
}

/** The failed attempts of the last hour, by person and by network. Times must not go backwards. */
export class RecentFailures {
	readonly #byPerson = new Map<string, Failure[]>();
	readonly #byNetwork = new Map<string, Failure[]>();

	add(failure: Failure): void {
		if (failure.person !== null) append(this.#byPerson, failure.person, failure);
		append(this.#byNetwork, failure.network, failure);
	}

	count({ time, person, network }: Failure): FailureCounts {
		const mine = person === null ? [] : recent(this.#byPerson, person, time);
		const here = recent(this.#byNetwork, network, time);
		return {
			personFailures: mine.length,
			failuresHere: mine.filter((failure) => failure.network === network).length,
			addressFailures: here.length,
			addressNames: [...new Set(here.map((failure) => failure.person ?? 'hidden'))],
		};
	}

	sweep(now: number): void {
		for (const map of [this.#byPerson, this.#byNetwork]) {
			for (const key of map.keys()) if (recent(map, key, now).length === 0) map.delete(key);
		}
	}
}

function append(map: Map<string, Failure[]>, key: string, failure: Failure): void {
	const list = recent(map, key, failure.time);
	list.push(failure);
	if (list.length > MOST) list.shift();
	map.set(key, list);
}

/** The list without what is older than an hour; the old entries stand in front. */
function recent(map: Map<string, Failure[]>, key: string, now: number): Failure[] {
	const list = map.get(key) ?? [];
	let old = 0;
	while (old < list.length && now - (list[old]?.time ?? now) > HOUR) old++;
	if (old > 0) list.splice(0, old);
	return list;
}
