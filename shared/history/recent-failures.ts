import { FAILURE_WINDOW, type Failure } from './failure.ts';

/** Counters stop here: a thousand or a million failures of one address give the same verdict. */
const MOST = 1_000;

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
		const { whose, network } = failure;
		if (whose !== null) {
			recentIn(this.#byPerson, whose).add(failure);
			recentIn(this.#byBoth, both(failure)).add(failure);
		}
		recentIn(this.#byNetwork, network).add(failure);
	}

	count(failure: Failure): FailureCounts {
		const { time, whose, network, name } = failure;
		const here = this.#byNetwork.get(network)?.at(time);
		return {
			personFailures: this.#byPerson.get(whose ?? '')?.at(time).count ?? 0,
			failuresHere: whose === null ? 0 : (this.#byBoth.get(both(failure))?.at(time).count ?? 0),
			addressFailures: here?.count ?? 0,
			addressNames: here?.names.size ?? 0,
			isNameNewHere: here?.names.has(name) !== true,
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
		this.names.set(failure.name, (this.names.get(failure.name) ?? 0) + 1);
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
		const left = (this.names.get(oldest.name) ?? 1) - 1;
		if (left === 0) this.names.delete(oldest.name);
		else this.names.set(oldest.name, left);
	}
}

function both({ whose, network }: Failure): string {
	return `${whose}|${network}`;
}

function recentIn(map: Map<string, Recent>, key: string): Recent {
	const recent = map.get(key) ?? new Recent();
	map.set(key, recent);
	return recent;
}
