import type { PlanOutcome } from '../../shared/containment/memory-containments.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { Verdict } from '../../shared/verdict/verdict.ts';
import { printable } from '../terminal.ts';

/** With these values the requests say what would be done, or was done. */
const WOULD_DENY = new Set([null, 'mode-observe', 'mode-ask']);
const MOST_NETWORKS = 5;

/**
 * Counts how many people would have been denied, on which days and from where. A team looks at this
 * before it enables containment.
 */
export class Denials {
	readonly #people = new Set<string>();
	readonly #byDay = new Map<string, Set<string>>();
	readonly #byNetwork = new Map<string, Set<string>>();
	readonly #breaker: string[] = [];

	add({ time }: SignIn, { network }: Verdict, outcome: PlanOutcome): void {
		const day = new Date(time).toISOString().slice(0, 10);
		if (outcome.breakerOpened !== null) this.#breaker.push(`${day} (${outcome.breakerOpened})`);
		if (!WOULD_DENY.has(outcome.notContained)) return;
		for (const { person } of outcome.requests) {
			this.#people.add(person);
			join(this.#byDay, day, person);
			join(this.#byNetwork, network.key, person);
		}
	}

	/** Gives the lines of the summary; none if nobody would have been denied. */
	lines(): string[] {
		if (this.#people.size === 0) return [];
		const breaker =
			this.#breaker.length === 0
				? []
				: [`the circuit breaker would have opened: ${this.#breaker.join(', ')}`];
		return [
			`would be denied from untrusted networks: ${people(this.#people.size)}`,
			`on which days: ${counts(this.#byDay, Number.POSITIVE_INFINITY)}`,
			`from which networks: ${counts(this.#byNetwork, MOST_NETWORKS)}`,
			...breaker,
		];
	}
}

function join(map: Map<string, Set<string>>, key: string, person: string): void {
	map.set(key, (map.get(key) ?? new Set()).add(person));
}

function people(count: number): string {
	return count === 1 ? '1 person' : `${count} people`;
}

function counts(map: Map<string, Set<string>>, most: number): string {
	const listed = [...map]
		.slice(0, most)
		.map(([key, persons]) => `${printable(key)} ${persons.size}`);
	const more = map.size > most ? `, and ${map.size - most} more` : '';
	return `${listed.join(', ')}${more}`;
}
