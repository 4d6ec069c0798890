/** Failures count for an hour. Milliseconds. */
export const FAILURE_WINDOW = 3_600_000;
/** Counters stop here: a thousand or a million failures of one address give the same verdict. */
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
	readonly addressNames: number;
	readonly isNameNewHere: boolean;
}

/**
 * Counts the failed attempts of the last hour, by person and by network. Times must not go
 * backwards.
 */
export class RecentFailures {
	readonly #byPerson = new Map<string, Recent>();
	readonly #byNetwork = new Map<string, Recent>();
	readonly #byBoth = new Map<string, Recent>();

	add(failure: Failure): void {
		if (failure.person !== null) {
			recentIn(this.#byPerson, failure.person).add(failure);
			recentIn(this.#byBoth, both(failure)).add(failure);
		}
		recentIn(this.#byNetwork, failure.network).add(failure);
	}

	count(failure: Failure): FailureCounts {
		const { time, person, network } = failure;
		const here = this.#byNetwork.get(network)?.at(time);
		return {
			personFailures: this.#byPerson.get(person ?? '')?.at(time).count ?? 0,
			failuresHere: person === null ? 0 : (this.#byBoth.get(both(failure))?.at(time).count ?? 0),
			addressFailures: here?.count ?? 0,
			addressNames: here?.names.size ?? 0,
			isNameNewHere: here?.names.has(failedName(failure)) !== true,
		};
	}

	forgetOld(now: number): void {
		for (const map of [this.#byPerson, this.#byNetwork, this.#byBoth]) {
			for (const [key, recent] of map) if (recent.at(now).count === 0) map.delete(key);
		}
	}
}

/**
 * Holds the failures of one key, oldest first, with a running count of the names, because an
 * address may try thousands of names.
 */
class Recent {
	readonly #list: Failure[] = [];
	readonly names = new Map<string, number>();

	get count(): number {
		return this.#list.length;
	}

	add(failure: Failure): void {
		this.#list.push(failure);
		this.names.set(failedName(failure), (this.names.get(failedName(failure)) ?? 0) + 1);
		if (this.#list.length > MOST) this.#dropOldest();
	}

	/** Removes what is older than an hour at this time. */
	at(now: number): this {
		for (
			let oldest = this.#list[0];
			oldest !== undefined && now - oldest.time > FAILURE_WINDOW;
			oldest = this.#list[0]
		) {
			this.#dropOldest();
		}
		return this;
	}

	#dropOldest(): void {
		const oldest = this.#list.shift();
		if (oldest === undefined) return;
		const left = (this.names.get(failedName(oldest)) ?? 1) - 1;
		if (left === 0) this.names.delete(failedName(oldest));
		else this.names.set(failedName(oldest), left);
	}
}

/** Hidden names cannot be told apart, so they count as one name. */
export function failedName({ person }: Pick<Failure, 'person'>): string {
	return person ?? 'hidden';
}

function both({ person, network }: Failure): string {
	return `${person}|${network}`;
}

function recentIn(map: Map<string, Recent>, key: string): Recent {
	const recent = map.get(key) ?? new Recent();
	map.set(key, recent);
	return recent;
}
